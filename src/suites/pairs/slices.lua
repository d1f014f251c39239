-- Alternates between two disks in slices of milliseconds, in one program and one thread, so that
-- whatever disturbs the machine disturbs both. For sysbench 1.0 and its LuaJIT:
--
--   sysbench slices.lua --threads=2 --events=2 --time=0 --disk-a=FILE --disk-b=FILE ... run
--
-- Blocks of four slices, A B B A or B A A B, so that a drift cancels inside each. The queue is empty
-- at each switch. WRITES DESTROY WHAT THE DISKS HOLD. Prints lines of `key value`, one line for each
-- slice, two histograms and the line `end`; or one line `error: ...`, and ends with status 1.
-- The second thread is a watchdog: it ends a run in which a request does not complete.

local ffi = require("ffi")
local bit = require("bit")
local C = ffi.C
local bxor, lshift, rshift, floor = bit.bxor, bit.lshift, bit.rshift, math.floor

sysbench.cmdline.options = {
  mode = { "alternate between two disks, or `command`: slices of one disk as stdin asks", "alternate" },
  disk_a = { "block device or file of side a; the only one in command mode", "-" },
  disk_b = { "block device or file of side b", "-" },
  read = { "share of requests that read, 0 to 1", "1" },
  pattern = { "random or sequential", "random" },
  block_size = { "bytes of a request", "4096" },
  depth = { "requests under way at a time", "1" },
  sync = { "what follows each write: none or fdatasync", "none" },
  direct = { "yes: O_DIRECT; no: through the page cache", "yes" },
  milliseconds = { "mean length of a slice; each is up to a quarter longer or shorter", "5" },
  blocks = { "blocks of four slices", "60" },
  synced = { "yes: sync before each slice, and another one inside its time", "no" },
  warm_up = { "milliseconds on each side that are thrown away", "100" },
  first = { "side that begins the first block: a or b", "a" },
  seed = { "of offsets, lengths and order", "1" },
  halves = { "whole, or exchanged: each side uses one half, exchanged every block", "whole" },
  swapped = { "yes: side a begins in the second half", "no" },
  patience = { "seconds within which a request must complete", "30" },
}

ffi.cdef [[
int slices_open(const char *, int, int) asm("open");
long slices_pread(int, void *, size_t, long) asm("pread");
long slices_pwrite(int, const void *, size_t, long) asm("pwrite");
int slices_fdatasync(int) asm("fdatasync");
long slices_lseek(int, long, int) asm("lseek");
int slices_ioctl(int, unsigned long, void *) asm("ioctl");
int slices_memalign(void **, size_t, size_t) asm("posix_memalign");
void *slices_calloc(size_t, size_t) asm("calloc");
int slices_pipe(int *) asm("pipe");
int slices_close(int) asm("close");
int slices_kill(int, int) asm("kill");
int slices_getppid(void) asm("getppid");
int slices_prctl(int, unsigned long, unsigned long, unsigned long, unsigned long) asm("prctl");
long slices_write(int, const void *, size_t) asm("write");
void slices_exit(int) asm("_exit");
int slices_setenv(const char *, const char *, int) asm("setenv");
char *slices_strerror(int) asm("strerror");
struct slices_time { long s; long ns; };
int slices_clock(int, struct slices_time *) asm("clock_gettime");
struct slices_usage { long user_s, user_us, system_s, system_us, others[14]; };
int slices_rusage(int, struct slices_usage *) asm("getrusage");
struct slices_poll { int fd; short events, revents; };
int slices_poll(struct slices_poll *, unsigned long, int) asm("poll");
struct slices_iocb {
  uint64_t data; uint32_t key, flags; uint16_t opcode; int16_t priority; uint32_t fd;
  uint64_t buffer, bytes; int64_t offset; uint64_t reserved; uint32_t more, event_fd;
};
struct slices_event { uint64_t data, iocb; int64_t result, more; };
long slices_setup(long, long, uint64_t *) asm("syscall");
long slices_submit(long, uint64_t, long, struct slices_iocb **) asm("syscall");
long slices_getevents(long, uint64_t, long, long, struct slices_event *, void *) asm("syscall");
struct slices_watch { double since; int side; int wake[2]; };
union slices_bits { double number; struct { uint32_t low, high; } word; };
]]

-- The shell that waits for us, if it said so.
local parent = tonumber(os.getenv("SLICES_PARENT") or 0)

local function fail(text)
  io.stdout:write("error: ", text, "\n")
  io.stdout:flush()
  C.slices_exit(1)
end

-- Numbers of io_setup, io_submit, io_getevents, and O_DIRECT, which differ by processor.
local system = ({
  x64 = { setup = 206, submit = 209, getevents = 208, direct = 0x4000 },
  arm64 = { setup = 0, submit = 2, getevents = 4, direct = 0x10000 },
})[ffi.arch] or fail("processor " .. ffi.arch .. " is not known here")

local clock = ffi.new("struct slices_time")
local monotonic, raw = 1, 4
local function read_clock(which)
  C.slices_clock(which, clock)
  return tonumber(clock.s) * 1e6 + tonumber(clock.ns) * 1e-3
end
-- Microseconds.
local function now() return read_clock(monotonic) end

-- A stream of draws: xorshift32, which must not begin with 0. Its state is mixed as by splitmix64, so
-- that seeds that lie side by side have nothing in common.
local function stream(seed, index)
  local mixed = ffi.cast("uint64_t", seed) * 4 + index
  mixed = bxor(mixed, rshift(mixed, 30)) * 0xbf58476d1ce4e5b9ULL
  mixed = bxor(mixed, rshift(mixed, 27)) * 0x94d049bb133111ebULL
  local state = ffi.new("int32_t[1]", bit.tobit(bxor(mixed, rshift(mixed, 31))))
  if state[0] == 0 then state[0] = 1 end
  return state
end
local function draw(state)
  local x = state[0]
  x = bxor(x, lshift(x, 13))
  x = bxor(x, rshift(x, 17))
  x = bxor(x, lshift(x, 5))
  state[0] = x
  return x
end
local function unit(state) return (draw(state) + 2147483648) / 4294967296 end

local function first_line(path)
  local file = io.open(path)
  local line = file and file:read("*l")
  if file then file:close() end
  return line or "unknown"
end

-- 64 buckets an octave, from 1 ns on: the top bits of a double are its exponent and its mantissa,
-- so a bucket is at most 1/64 wide and costs a shift.
local buckets = 40 * 64
local bits = ffi.new("union slices_bits")
local function record(disk, microseconds)
  bits.number = microseconds * 1000
  local index = rshift(bits.word.high, 14) - 1023 * 64
  if index < 0 then index = 0 elseif index >= buckets then index = buckets - 1 end
  disk.counts[index] = disk.counts[index] + 1
  disk.latency[0] = disk.latency[0] + microseconds
end

local function histogram(disk)
  local words, total = {}, 0
  for index = 0, buckets - 1 do
    local count = disk.counts[index]
    if count > 0 then
      words[#words + 1] = string.format(" %d:%d", index, count)
      total = total + count
    end
  end
  local text = string.format("%d %.3f%s", total, disk.latency[0], table.concat(words))
  ffi.fill(disk.counts, ffi.sizeof(disk.counts))
  disk.latency[0] = 0
  return text
end

-- What both threads see. The first writes since when it waits, and for which side (0: for nobody).
function init()
  -- Ours ends with the shell, however that ends (PR_SET_PDEATHSIG, SIGKILL).
  if parent > 0 then
    C.slices_prctl(1, 9, 0, 0, 0)
    if C.slices_getppid() ~= parent then fail("the shell that started this is gone") end
  end
  local watch = ffi.cast("struct slices_watch *", C.slices_calloc(1, ffi.sizeof("struct slices_watch")))
  if C.slices_pipe(watch.wake) ~= 0 then fail("no pipe for the watchdog") end
  local address = tostring(ffi.cast("uintptr_t", watch)):match("%d+")
  C.slices_setenv("SLICES_WATCH", address, 1)
end

local function shared()
  local high, low = os.getenv("SLICES_WATCH"):match("^(%d-)(%d?%d?%d?%d?%d?%d?%d?%d?%d?)$")
  local address = ffi.cast("uint64_t", tonumber(high) or 0) * 1000000000ULL + tonumber(low)
  return ffi.cast("struct slices_watch *", address)
end

local function watch_over(watch, names)
  local patience = tonumber(sysbench.opt.patience) * 1e6
  local door = ffi.new("struct slices_poll", { watch.wake[0], 1, 0 })
  local pause = math.max(10, math.min(1000, patience / 4000))
  while C.slices_poll(door, 1, pause) <= 0 do
    local side, since = watch.side, watch.since
    if side > 0 and now() - since > patience then
      local text = string.format("error: side %s hangs: no request completed in %s s\n",
        names[side], sysbench.opt.patience)
      C.slices_write(1, text, #text)
      -- A process with a request under way cannot end before it: so it lets go of its output, and
      -- tells the shell to end without it.
      C.slices_close(1)
      C.slices_close(2)
      if parent > 0 and C.slices_getppid() == parent then C.slices_kill(parent, 15) end
      C.slices_exit(1)
    end
  end
end

-- The words of the job as numbers, checked.
local function job_of(opt)
  local function number(name)
    return tonumber(opt[name]) or fail(name .. " " .. opt[name] .. " is no number")
  end
  local function one_of(name, yes, no)
    if opt[name] ~= yes and opt[name] ~= no then
      fail(name .. " is " .. yes .. " or " .. no .. ", not " .. opt[name])
    end
    return opt[name] == yes
  end
  local job = {
    read = number("read"), bytes = number("block_size"), depth = number("depth"),
    milliseconds = number("milliseconds"), blocks = number("blocks"), warm_up = number("warm_up"),
    seed = number("seed"), commanded = one_of("mode", "command", "alternate"),
    sequential = one_of("pattern", "sequential", "random"), sync = one_of("sync", "fdatasync", "none"),
    direct = one_of("direct", "yes", "no"), synced = one_of("synced", "yes", "no"),
    begins = one_of("first", "a", "b") and 1 or 2,
    exchanged = one_of("halves", "exchanged", "whole"), swapped = one_of("swapped", "yes", "no"),
  }
  if job.depth < 1 or job.bytes < 512 or job.bytes % 512 ~= 0 then
    fail("depth " .. job.depth .. " and requests of " .. job.bytes .. " bytes: at least 1, and whole sectors of 512")
  end
  if job.sync and job.depth > 1 then fail("fdatasync after each write needs depth 1") end
  return job
end

local function open_disk(path, name, job)
  local function refuse(what)
    local errno = ffi.errno()
    fail(string.format("side %s: %s: %s (%d)", name, what, ffi.string(C.slices_strerror(errno)), errno))
  end
  local flags = (job.read < 1 and 2 or 0) + (job.direct and system.direct or 0)
  local fd = C.slices_open(path, flags, 0)
  if fd < 0 then refuse("open") end
  local sector, bytes = ffi.new("int[1]", 0), ffi.new("uint64_t[1]")
  -- BLKSSZGET, BLKGETSIZE64; a regular file has no sectors of its own, and reports 0.
  if C.slices_ioctl(fd, 0x1268, sector) == 0 then
    if C.slices_ioctl(fd, 0x80081272, bytes) ~= 0 then refuse("BLKGETSIZE64") end
  else
    sector[0] = 0
    local size = C.slices_lseek(fd, 0, 2)
    if size < 0 then refuse("lseek") end
    bytes[0] = size
  end
  if sector[0] > 0 and job.bytes % sector[0] ~= 0 then
    fail(string.format("side %s: requests of %d bytes are no multiple of its sectors of %d bytes",
      name, job.bytes, sector[0]))
  end
  local context = ffi.new("uint64_t[1]")
  if job.depth > 1 and C.slices_setup(system.setup, job.depth, context) ~= 0 then refuse("io_setup") end
  return {
    name = name, fd = fd, sector = sector[0], bytes = tonumber(bytes[0]), context = context[0],
    counts = ffi.new("uint32_t[?]", buckets), latency = ffi.new("double[1]"),
    -- Where each half begins, in requests, how many it holds, and where its next one is.
    half = 0, base = 0, span = 0, next = ffi.new("double[2]"),
  }
end

-- Returns slice(disk, half, microseconds, synced), which gives: start, length of its steady part,
-- whole length (microseconds), requests of the steady part, all requests.
local function instrument(job, watch, span)
  local bytes, depth, share = job.bytes, job.depth, job.read
  local sequential, sync = job.sequential, job.sync
  local draws, places = stream(job.seed, 1), stream(job.seed, 2)
  local mixed = share > 0 and share < 1
  local memory = ffi.new("void *[1]")
  local size = depth * bytes
  if C.slices_memalign(memory, 4096, mixed and 2 * size or size) ~= 0 then
    fail("no memory for " .. depth .. " requests")
  end
  local base = ffi.cast("uint8_t *", memory[0])
  local words = ffi.cast("int32_t *", memory[0])
  -- Reads of a mixed workload have buffers of their own: written data stays incompressible.
  local reads = mixed and base + size or base
  for index = 0, bytes / 4 - 1 do words[index] = draw(draws) end
  for slot = 1, depth - 1 do ffi.copy(base + slot * bytes, base, bytes) end
  if mixed then ffi.fill(reads, size) end
  local per_slot, parts = bytes / 4, math.max(1, floor(bytes / 16384))
  local stamps, written = ffi.new("int32_t[1]", draw(draws)), ffi.new("double[1]")

  -- Two fresh words in each 16 KiB that are written, so that it is no copy of anything. In each page
  -- they cost a guest under emulation 80 us a request of 1 MiB, a third of what the disk takes.
  local function stamp(slot)
    local at, value = slot * per_slot, stamps[0]
    for part = 0, parts - 1 do
      words[at] = value
      words[at + 1] = part
      at = at + 4096
      value = bit.tobit(value + 1640531527)
    end
    stamps[0] = value
    written[0] = written[0] + 1
  end

  local function place(disk)
    if not sequential then return (disk.base + floor(unit(places) * span)) * bytes end
    local at = disk.next[disk.half]
    disk.next[disk.half] = at + 1 < span and at + 1 or 0
    return (disk.base + at) * bytes
  end
  local function reading() return share == 1 or share > 0 and unit(places) < share end

  local function broken(disk, call, result, errno, offset)
    local what = result >= 0 and string.format("%d of %d bytes", result, bytes)
      or string.format("%s (%d)", ffi.string(C.slices_strerror(errno)), errno)
    fail(string.format("side %s: %s: %s at offset %.0f", disk.name, call, what, offset))
  end

  local function flush(disk, offset)
    if C.slices_fdatasync(disk.fd) ~= 0 then broken(disk, "fdatasync", -1, ffi.errno(), offset) end
  end

  -- One request at a time. It ends with the first completion at or after the planned end, which is
  -- a stopping time: expected requests over expected time are the rate itself (Wald).
  local function one_by_one(disk, microseconds)
    local start = now()
    local stop, last, done = start + microseconds, start, 0
    repeat
      local offset = place(disk)
      if reading() then
        local result = C.slices_pread(disk.fd, reads, bytes, offset)
        if result ~= bytes then broken(disk, "pread", tonumber(result), ffi.errno(), offset) end
      else
        stamp(0)
        local result = C.slices_pwrite(disk.fd, base, bytes, offset)
        if result ~= bytes then broken(disk, "pwrite", tonumber(result), ffi.errno(), offset) end
        if sync then flush(disk, offset) end
      end
      local time = now()
      record(disk, time - last)
      last, done, watch.since = time, done + 1, time
    until last >= stop
    return start, last - start, last - start, done, done
  end

  local control = ffi.new("struct slices_iocb[?]", depth)
  local list = ffi.new("struct slices_iocb *[?]", depth)
  local events = ffi.new("struct slices_event[?]", depth)
  local sent = ffi.new("double[?]", depth)

  local function prepare(disk, slot, index, time)
    local request = control[slot]
    local reads_now = reading()
    if not reads_now then stamp(slot) end
    request.data, request.fd, request.bytes = slot, disk.fd, bytes
    request.opcode = reads_now and 0 or 1
    request.buffer = ffi.cast("uint64_t", (reads_now and reads or base) + slot * bytes)
    request.offset = place(disk)
    list[index], sent[slot] = request, time
  end

  local function submit(disk, count)
    local taken = 0
    while taken < count do
      local more = tonumber(C.slices_submit(system.submit, disk.context, count - taken, list + taken))
      if more <= 0 then broken(disk, "io_submit", -1, ffi.errno(), tonumber(list[taken].offset)) end
      taken = taken + more
    end
  end

  -- A full queue. Only its steady part is timed, so that filling and draining dilute nothing
  -- however short a slice is. Its window opens a drawn share of a turn after the first turn of the
  -- queue, and is as long as planned. Both its ends wait for the next completion, so that the two
  -- waits, and the batches that end them, have equal expectations: requests over time have no bias.
  -- Random completions (Wald), even ones and bursts of a whole queue were simulated: at 20 turns it
  -- is off by 0.3 % at most. Ending at the last completion before the stop is, too, but by 0.9 % at
  -- 5 turns; opening at the first turn and closing at the next completion is off by 4.4 % in bursts.
  local function queued(disk, microseconds)
    local start, lag = now(), unit(draws)
    for slot = 0, depth - 1 do prepare(disk, slot, slot, start) end
    submit(disk, depth)
    local inflight, done, time = depth, 0, start
    local opens, closes, from, before, steady, counted = 0, 0, 0, 0, 0, 0
    while inflight > 0 do
      local count = tonumber(C.slices_getevents(system.getevents, disk.context, 1, inflight, events, nil))
      if count < 0 then
        if ffi.errno() ~= 4 then broken(disk, "io_getevents", -1, ffi.errno(), 0) end
        count = 0
      end
      time = now()
      watch.since = time
      inflight, done = inflight - count, done + count
      for index = 0, count - 1 do
        local slot = tonumber(events[index].data)
        local result = tonumber(events[index].result)
        if result ~= bytes then
          local call = control[slot].opcode == 0 and "pread" or "pwrite"
          broken(disk, call, result, -result, tonumber(control[slot].offset))
        end
        record(disk, time - sent[slot])
      end
      if from == 0 then
        if opens == 0 then
          if done >= depth then opens = time + lag * math.min(time - start, microseconds) end
        elseif time >= opens then
          -- A stall longer than the whole slice starts its window anew; the sums still see it.
          from, before, closes = time, done, math.max(opens, time - microseconds) + microseconds
        end
      elseif steady == 0 and time >= closes and count > 0 then
        steady, counted = time - from, done - before
      end
      if steady == 0 and count > 0 then
        for index = 0, count - 1 do prepare(disk, tonumber(events[index].data), index, time) end
        submit(disk, count)
        inflight = inflight + count
      end
    end
    return start, steady, time - start, counted, done
  end

  local alternate = depth == 1 and one_by_one or queued
  return function(disk, half, microseconds, synced)
    disk.half, disk.base = half, half * span
    watch.since, watch.side = now(), disk.index
    if synced then flush(disk, 0) end
    watch.since = now()
    local start, steady, whole, counted, done = alternate(disk, microseconds)
    if synced then
      flush(disk, 0)
      whole = now() - start
      steady, counted = whole, done
    end
    watch.side = 0
    return start, steady, whole, counted, done
  end, places, written
end

local function line(...) io.stdout:write(string.format(...), "\n") end

local function head(job, disks, span)
  local echo = {}
  for _, name in ipairs { "mode", "read", "pattern", "block_size", "depth", "sync", "direct", "patience",
    "milliseconds", "blocks", "synced", "warm_up", "first", "seed", "halves", "swapped" } do
    echo[#echo + 1] = sysbench.opt[name]
  end
  line("slices 1")
  line("job %s", table.concat(echo, " "))
  line("arch %s", ffi.arch)
  line("luajit %s jit %s", jit.version:gsub(" ", "-"), jit.status() and "on" or "off")
  line("clocksource %s", first_line("/sys/devices/system/clocksource/clocksource0/current_clocksource"))
  for _, disk in ipairs(disks) do line("disk %s bytes %.0f sector %d", disk.name, disk.bytes, disk.sector) end
  line("span %.0f", span)
end

-- What the program itself used since the last call: user and system seconds, both clocks, memory.
local usage = ffi.new("struct slices_usage")
local function spent()
  C.slices_rusage(1, usage)
  -- Whoever is put aside between two clocks sees one of them jump: the closest of a few readings.
  local near, gap = nil, math.huge
  for _ = 1, 5 do
    local before, middle, after = now(), read_clock(raw), now()
    if after - before < gap then near, gap = { monotonic = before, raw = middle }, after - before end
  end
  return {
    user = tonumber(usage.user_s) * 1e6 + tonumber(usage.user_us),
    system = tonumber(usage.system_s) * 1e6 + tonumber(usage.system_us),
    monotonic = near.monotonic, raw = near.raw, memory = collectgarbage("count"),
  }
end
local function ending(from, to, slices, written)
  line("end slices %d written %.0f user %.0f system %.0f monotonic %.0f raw %.0f memory %.0f", slices, written,
    to.user - from.user, to.system - from.system, to.monotonic - from.monotonic, to.raw - from.raw,
    to.memory - from.memory)
  io.stdout:flush()
end

-- Slices of two disks, in blocks.
local function measure(job, disks, slice, written)
  local order = stream(job.seed, 3)
  local count = job.blocks * 4
  local side, half, from, steady, whole, counted, done = ffi.new("int[?]", count), ffi.new("int[?]", count),
    ffi.new("double[?]", count), ffi.new("double[?]", count), ffi.new("double[?]", count),
    ffi.new("double[?]", count), ffi.new("double[?]", count)

  local function block(index, row)
    local first = job.begins
    if index > 0 then first = unit(order) < 0.5 and 1 or 2 end
    for place = 0, 3 do
      local who = (place == 0 or place == 3) and first or 3 - first
      local where = 0
      if job.exchanged then where = (index + who + (job.swapped and 0 or 1)) % 2 end
      local length = job.milliseconds * 1000 * (0.75 + unit(order) / 2)
      local at = row + place
      side[at], half[at] = who, where
      from[at], steady[at], whole[at], counted[at], done[at] = slice(disks[who], where, length, job.synced)
    end
  end

  -- The same path as the measuring, so that all of it is compiled before the first number.
  local warm, warmed, begin = 0, 0, now()
  while now() - begin < job.warm_up * 2000 or warm < 1 do
    block(warm, 0)
    for at = 0, 3 do warmed = warmed + done[at] end
    warm = warm + 1
  end
  order = stream(job.seed, 3)
  for _, disk in ipairs(disks) do histogram(disk) end
  collectgarbage()
  collectgarbage("stop")
  local before, start = spent(), now()
  for index = 0, job.blocks - 1 do block(index, index * 4) end
  local after = spent()
  collectgarbage("restart")

  line("warm %d", warmed)
  for at = 0, count - 1 do
    line("slice %s %d %.1f %.1f %.1f %d %d", disks[side[at]].name, half[at], from[at] - start,
      steady[at], whole[at], counted[at], done[at])
  end
  for _, disk in ipairs(disks) do line("latency %s %s", disk.name, histogram(disk)) end
  ending(before, after, count, written[0])
end

-- Slices of one disk, each when stdin asks for it:
--   slice SEED MILLISECONDS HALF yes|no   answers `slice disk HALF START STEADY WHOLE COUNTED DONE`
--   histogram                             answers `latency disk ...` since the last one
--   quit                                  answers `end ...`
local function obey(job, disk, slice, places, written)
  collectgarbage()
  collectgarbage("stop")
  local before, begin, slices = spent(), now(), 0
  line("ready")
  io.stdout:flush()
  for command in io.stdin:lines() do
    local seed, length, half, synced = command:match("^slice (%d+) ([%d.]+) ([01]) (%a+)$")
    if seed and (half == "0" or job.exchanged) then
      places[0] = stream(tonumber(seed), 2)[0]
      local start, steady, whole, counted, done =
        slice(disk, tonumber(half), tonumber(length) * 1000, synced == "yes")
      slices = slices + 1
      line("slice disk %s %.1f %.1f %.1f %d %d", half, start - begin, steady, whole, counted, done)
    elseif command == "histogram" then
      line("latency disk %s", histogram(disk))
    elseif command == "quit" then
      return ending(before, spent(), slices, written[0])
    else
      fail("unknown command: " .. command)
    end
    io.stdout:flush()
  end
  fail("no more commands, but no quit")
end

local finished = false
function event(thread)
  local job, watch = job_of(sysbench.opt), shared()
  local names = job.commanded and { "disk" } or { "a", "b" }
  if thread == 1 then return watch_over(watch, names) end
  if finished then return end
  if sysbench.opt.threads ~= 2 then fail("it needs --threads=2: the second one is the watchdog") end
  if jit.version_num < 20100 then fail(jit.version .. " is too old") end
  if not jit.status() then fail("LuaJIT compiles nothing here") end

  local disks = {}
  for index, name in ipairs(names) do
    disks[index] = open_disk(sysbench.opt["disk_" .. (name == "b" and "b" or "a")], name, job)
    disks[index].index = index
  end
  local one, other = disks[1], disks[2] or disks[1]
  if one.sector > 0 and other.sector > 0 and one.sector ~= other.sector then
    fail(string.format("side a has sectors of %d bytes, side b of %d", one.sector, other.sector))
  end
  if job.exchanged and one.bytes ~= other.bytes then
    fail(string.format("side a has %.0f bytes, side b %.0f: they are not one file", one.bytes, other.bytes))
  end
  local span = floor(math.min(one.bytes, other.bytes) / job.bytes)
  if job.exchanged then span = floor(span / 2) end
  if span < job.depth then
    fail(string.format("a disk of %.0f bytes is smaller than one turn of the queue, %d requests of %d bytes%s",
      math.min(one.bytes, other.bytes), job.depth, job.bytes, job.exchanged and " in each half" or ""))
  end
  head(job, disks, span)
  local slice, places, written = instrument(job, watch, span)
  if job.commanded then obey(job, one, slice, places, written) else measure(job, disks, slice, written) end
  finished = true
  C.slices_write(watch.wake[1], "x", 1)
end
