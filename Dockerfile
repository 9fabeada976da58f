# fleetcast as an image: a container of SageMaker's multi-model endpoints, and a program like any other.
#   docker build -t fleetcast .
#   docker run --rm -p 127.0.0.1:8080:8080 -v "$PWD/artifacts:/opt/ml/model:ro" fleetcast
# scripts/check_image.py, a part of make check, holds this file to what SageMaker and the program ask for.
FROM swift:6.3-bookworm AS build
WORKDIR /fleetcast
# The packages first: they change seldom.
COPY scripts/install-packages scripts/build scripts/
RUN scripts/install-packages
# The tests are not built, but the package names their folders.
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN scripts/build \
 && install -D --strip .build/release/fleetcast /out/fleetcast

# Swift's library is in the binary.
FROM debian:bookworm-slim
LABEL com.amazonaws.sagemaker.capabilities.multi-models=true \
      com.amazonaws.sagemaker.capabilities.accept-bind-to-port=true
RUN apt-get -qq update \
 && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
      libarchive13 libdeflate0 liblapacke libnettle8 libopenblas0-pthread libsqlite3-0 libxxhash0 zlib1g \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/fleetcast /usr/local/bin/fleetcast
# The server listens to the whole network that it is given: who reaches that is for docker's -p to say. SageMaker
# sets the port itself.
ENV SAGEMAKER_BIND_TO_PORT=8080 FLEETCAST_LOG_FORMAT=json
EXPOSE 8080
# SageMaker starts it with the word serve, as root, and without a shell, so that SIGTERM arrives.
ENTRYPOINT ["/usr/local/bin/fleetcast"]
CMD ["serve"]
