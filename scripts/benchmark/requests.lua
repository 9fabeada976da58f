-- Sends the requests of a file in turn and prints what came of them as one line of JSON.
--   wrk ... -s requests.lua URL -- PATHS [FIRST [PAUSE [BODY]]]
-- PATHS has a path a line; FIRST is the line to begin with; PAUSE the mean milliseconds that a connection
-- waits before each request; BODY a file that is posted as NDJSON.

local requests = {}
local place = 0

local function read(path)
  local file = assert(io.open(path))
  local text = file:read("*a")
  file:close()
  return text
end

function init(args)
  local method, headers, body = "GET", {}, nil
  if args[4] then
    method, headers, body = "POST", { ["Content-Type"] = "application/x-ndjson" }, read(args[4])
  end
  for path in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format(method, path, headers, body)
  end
  place = tonumber(args[2] or 0) % #requests
  local pause = tonumber(args[3] or 0)
  if pause > 0 then
    -- Spread, so that the connections do not send in step.
    delay = function() return math.random(0, 2 * pause) end
  end
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%.6f,"p50":%.6f,"p99":%.6f,"errors":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e6,
    latency:percentile(99) / 1e6,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
