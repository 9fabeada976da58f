# make demo and make test are all a newcomer needs; both install the system packages they lack.

BINARY := .build/release/fleetcast

.PHONY: help demo build test trials check interop benchmark benchmark-scale accuracy format clean packages

help:
	@echo 'make demo       build, train 1,000 customers, forecast one, ask the endpoint for the same'
	@echo 'make test       build and run every test'
	@echo 'make trials     runs killed at TRIALS=100 random moments, every write failing once'
	@echo 'make check      warnings as errors, formatting, import rules, units of deploy/, the Dockerfile'
	@echo 'make interop    models to and from Prophet, the endpoint with clients of SageMaker (needs PyPI)'
	@echo 'make build      the release binary: $(BINARY)'
	@echo 'make benchmark  TOPICS="speed skew prophet fits nightly serve footprint": customers a second and where their time'
	@echo '                goes, beside a floor and beside Prophet; the endpoint under load, its start and memory (needs PyPI)'
	@echo 'make benchmark-scale  CUSTOMERS=1000000 FOLDER=/dev/shm: time, memory and status as the fleet grows'
	@echo 'make accuracy   FLEETS=<folder> [PEERS=<file>] [REFERENCE=1]: accuracy on fleets with held-out rows'
	@echo '                the same with NIGHTS=60: models brought up to date night by night, beside full fits'
	@echo 'make format     format the sources'
	@echo 'make clean      remove what was built'

packages:
	@scripts/install-packages

build: packages
	scripts/build

demo: packages
	@scripts/demo

# The end-to-end tests run the release binary.
test: build
	swift build --build-tests
	scripts/test

# Seeded: FLEETCAST_TRIAL_SEED=<number> repeats one.
trials: build
	swift build --build-tests
	FLEETCAST_TRIALS=$(or $(TRIALS),100) scripts/test --filter 'KillTrials|FaultTrials|OrphanTrials|ExchangeTrials'

check: packages
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks
	scripts/check-deploy
	swift build --build-tests
	scripts/check_image.py
	scripts/test --filter ArchitectureTests

interop: build
	scripts/interop/run $(BINARY)

benchmark: build
	scripts/benchmark/run $(TOPICS)

benchmark-scale: build
	scripts/benchmark/run scale

accuracy: build
	@test -n '$(FLEETS)' || { echo 'accuracy: say where the fleets are: make accuracy FLEETS=<folder>' >&2; exit 2; }
	scripts/accuracy.py --binary $(BINARY) --fleets '$(FLEETS)' $(if $(PEERS),--peers '$(PEERS)') \
	  $(if $(REFERENCE),--reference) $(if $(NIGHTS),--nights '$(NIGHTS)')

format:
	swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

clean:
	rm -rf .build build Benchmarks/.build
