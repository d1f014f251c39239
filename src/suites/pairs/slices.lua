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

-- Options, and what each is where nobody says it. The first line of the output repeats those of the
-- second group with their names, where they are not as here.
local options = {
  -- alternate between two disks, or `command`: slices of one disk as stdin asks
  mode = "alternate",
  -- block device or file of side a; the only one in command mode
  disk_a = "-",
  -- block device or file of side b
  disk_b = "-",
  -- share of requests that read, 0 to 1
  read = "1",
  -- random or sequential
  pattern = "random",
  -- bytes of a request, of the largest where there are several sizes
  block_size = "4096",
  -- requests of a job under way at a time
  depth = "1",
  -- what makes writes durable: none, fdatasync, or dsync (each by itself, O_DSYNC)
  sync = "none",
  -- yes: O_DIRECT; no: through the page cache
  direct = "yes",
  -- mean length of a slice; each is up to a quarter longer or shorter
  milliseconds = "5",
  -- blocks of four slices
  blocks = "60",
  -- yes: sync before each slice, and another one inside its time
  synced = "no",
  -- milliseconds on each side that are thrown away
  warm_up = "100",
  -- side that begins the first block: a or b
  first = "a",
  -- of offsets, lengths and order
  seed = "1",
  -- whole, or exchanged: each side uses one half, exchanged every block
  halves = "whole",
  -- yes: side a begins in the second half
  swapped = "no",
  -- seconds within which a request must complete
  patience = "30",
}
local more = {
  -- streams of requests, each with a depth and a place of its own
  jobs = "1",
  -- writes of a job for each fdatasync
  every = "1",
  -- sizes by share, such as 4096:0.7,65536:0.3, in place of one
  sizes = "-",
  -- bytes of each disk, or half, that are used; 0 is all
  region = "0",
  -- PART:SHARE, the first part of the region takes that share of requests
  hot = "-",
  -- yes: writes zeroes, at the end of the disk, and refills that region afterwards
  zeroes = "no",
  -- ranges of side a, and of side b, that are used: START+LENGTH,... in bytes; -: all of it
  data_a = "-",
  data_b = "-",
}
sysbench.cmdline.options = {}
for _, group in ipairs { options, more } do
  for name, usual in pairs(group) do sysbench.cmdline.options[name] = { "see the script", usual } end
end

ffi.cdef [[
int slices_open(const char *, int, int) asm("open");
long slices_pread(int, void *, size_t, long) asm("pread");
long slices_pwrite(int, const void *, size_t, long) asm("pwrite");
int slices_fdatasync(int) asm("fdatasync");
long slices_lseek(int, long, int) asm("lseek");
int slices_ioctl(int, unsigned long, void *) asm("ioctl");
int slices_memalign(void **, size_t, size_t) asm("posix_memalign");
int slices_madvise(void *, size_t, int) asm("madvise");
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
local function record(disk, microseconds, bytes)
  bits.number = microseconds * 1000
  local index = rshift(bits.word.high, 14) - 1023 * 64
  if index < 0 then index = 0 elseif index >= buckets then index = buckets - 1 end
  disk.counts[index] = disk.counts[index] + 1
  disk.latency[0] = disk.latency[0] + microseconds
  disk.moved[0] = disk.moved[0] + bytes
end

local function histogram(disk, mixes)
  local words, total = {}, 0
  for index = 0, buckets - 1 do
    local count = disk.counts[index]
    if count > 0 then
      words[#words + 1] = string.format(" %d:%d", index, count)
      total = total + count
    end
  end
  local moved = mixes and string.format(" of %.0f bytes", disk.moved[0]) or ""
  local text = string.format("%d %.3f%s%s", total, disk.latency[0], moved, table.concat(words))
  ffi.fill(disk.counts, ffi.sizeof(disk.counts))
  disk.latency[0], disk.moved[0] = 0, 0
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
    sequential = one_of("pattern", "sequential", "random"), sync = opt.sync == "fdatasync",
    dsync = opt.sync == "dsync" or one_of("sync", "fdatasync", "none") and false,
    jobs = number("jobs"), every = number("every"), region = number("region"),
    zeroes = one_of("zeroes", "yes", "no"), sizes = {}, part = 0, share = 0,
    direct = one_of("direct", "yes", "no"), synced = one_of("synced", "yes", "no"),
    begins = one_of("first", "a", "b") and 1 or 2,
    exchanged = one_of("halves", "exchanged", "whole"), swapped = one_of("swapped", "yes", "no"),
  }
  job.slots = job.depth * job.jobs
  local below = 0
  for bytes, share in opt.sizes:gmatch("(%d+):([%d.]+)") do
    below = below + tonumber(share)
    job.sizes[#job.sizes + 1] = { bytes = tonumber(bytes), below = below }
  end
  job.mixes = #job.sizes > 0
  if not job.mixes then job.sizes[1] = { bytes = job.bytes, below = 1 } end
  for _, size in ipairs(job.sizes) do
    if job.slots < 1 or size.bytes < 512 or size.bytes % 512 ~= 0 or size.bytes > job.bytes then
      fail("depth " .. job.depth .. " and requests of " .. size.bytes .. " bytes: at least 1, and whole sectors of 512")
    end
  end
  local part, drawn = opt.hot:match("^([%d.]+):([%d.]+)$")
  if part then job.part, job.share = tonumber(part), tonumber(drawn) end
  return job
end

-- Ranges of a disk one after the other: where each begins, and how many bytes lie before it.
local function ranges(text, bytes)
  if text == "-" then return nil, bytes end
  local starts, sums, count, total = ffi.new("double[256]"), ffi.new("double[257]"), 0, 0
  for start, length in text:gmatch("(%d+)%+(%d+)") do
    if count == 256 or tonumber(start) + tonumber(length) > bytes then fail("its data lies beyond the disk") end
    starts[count], count, total = tonumber(start), count + 1, total + tonumber(length)
    sums[count] = total
  end
  return { starts = starts, sums = sums, count = count }, total
end

local function open_disk(path, name, job)
  local function refuse(what)
    local errno = ffi.errno()
    fail(string.format("side %s: %s: %s (%d)", name, what, ffi.string(C.slices_strerror(errno)), errno))
  end
  local flags = (job.read < 1 and 2 or 0) + (job.direct and system.direct or 0) + (job.dsync and 0x1000 or 0)
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
  for _, size in ipairs(job.sizes) do
    if sector[0] > 0 and size.bytes % sector[0] ~= 0 then
      fail(string.format("side %s: requests of %d bytes are no multiple of its sectors of %d bytes",
        name, size.bytes, sector[0]))
    end
  end
  local data, usable = ranges(sysbench.opt[name == "b" and "data_b" or "data_a"], tonumber(bytes[0]))
  local context = ffi.new("uint64_t[1]")
  if job.slots > 1 and C.slices_setup(system.setup, job.slots, context) ~= 0 then refuse("io_setup") end
  return {
    name = name, fd = fd, sector = sector[0], bytes = tonumber(bytes[0]), context = context[0],
    data = data, usable = usable,
    counts = ffi.new("uint32_t[?]", buckets), latency = ffi.new("double[1]"), moved = ffi.new("double[1]"),
    -- Where the half in use begins, in bytes of its data, and where each job's next request of each half is.
    half = 0, base = 0, next = ffi.new("double[?]", 2 * job.jobs), unsynced = ffi.new("int32_t[?]", job.jobs),
  }
end

-- Returns slice(disk, half, microseconds, synced), which gives: start, length of its steady part,
-- whole length (microseconds), requests of the steady part, all requests.
local function instrument(job, disks, watch, span)
  local bytes, slots, jobs, share = job.bytes, job.slots, job.jobs, job.read
  local sequential, sync, every, zeroes, mixes = job.sequential, job.sync, job.every, job.zeroes, job.mixes
  local draws, places = stream(job.seed, 1), stream(job.seed, 2)
  local mixed = share > 0 and share < 1
  local memory = ffi.new("void *[1]")
  local size = slots * bytes
  -- In scattered pages a large request has more segments than a disk takes, and becomes several.
  local page = bytes < 2 ^ 20 and 4096 or 2 ^ 21
  local total = math.ceil((mixed and 2 * size or size) / page) * page
  if C.slices_memalign(memory, page, total) ~= 0 then
    fail("no memory for " .. slots .. " requests")
  end
  if page > 4096 then C.slices_madvise(memory[0], total, 14) end
  local base = ffi.cast("uint8_t *", memory[0])
  local words = ffi.cast("int32_t *", memory[0])
  -- Reads of a mixed workload have buffers of their own: written data stays incompressible.
  local reads = mixed and base + size or base
  local function randomise()
    for index = 0, bytes / 4 - 1 do words[index] = draw(draws) end
  end
  if zeroes then ffi.fill(base, size) else
    randomise()
    for slot = 1, slots - 1 do ffi.copy(base + slot * bytes, base, bytes) end
  end
  if mixed then ffi.fill(reads, size) end
  local per_slot = bytes / 4
  local stamps, written = ffi.new("int32_t[1]", draw(draws)), ffi.new("double[1]")

  -- Two fresh words in each 16 KiB that are written, so that it is no copy of anything. In each page
  -- they cost a guest under emulation 80 us a request of 1 MiB, a third of what the disk takes.
  local function stamp(slot, length)
    local at, value = slot * per_slot, stamps[0]
    for part = 0, math.max(1, floor(length / 16384)) - 1 do
      words[at] = value
      words[at + 1] = part
      at = at + 4096
      value = bit.tobit(value + 1640531527)
    end
    stamps[0] = value
  end
  local function ready(slot, length)
    if not zeroes then stamp(slot, length) end
    written[0] = written[0] + 1
  end

  -- The range that holds a request is looked for: the last one that begins at or before it. One that
  -- would leave it is made at its end.
  local function offset_of(disk, position, length)
    local data = disk.data
    if not data then return position end
    local low, high = 0, data.count - 1
    while low < high do
      local middle = rshift(low + high + 1, 1)
      if data.sums[middle] <= position then low = middle else high = middle - 1 end
    end
    return data.starts[low] + math.min(position, data.sums[low + 1] - length) - data.sums[low]
  end
  -- Zeroes have the end of the disk, or half, to themselves.
  local room = job.region > 0 and floor(job.region / bytes) * bytes or span * bytes
  local begins = zeroes and span * bytes - room or 0
  for _, disk in ipairs(disks) do
    for cursor = 0, 2 * jobs - 1 do disk.next[cursor] = floor(room / jobs / bytes) * bytes * (cursor % jobs) end
  end

  local function length()
    if not mixes then return bytes end
    local drawn = unit(places)
    for _, one in ipairs(job.sizes) do
      if drawn < one.below then return one.bytes end
    end
    return job.sizes[#job.sizes].bytes
  end
  local part, drawn = job.part, job.share
  local function place(disk, owner, length)
    if sequential then
      local cursor = disk.half * jobs + owner
      local at = disk.next[cursor]
      if at + length > room then at = 0 end
      disk.next[cursor] = at + length
      return offset_of(disk, disk.base + at, length)
    end
    local spots = floor(room / length)
    if part > 0 then
      local warm = math.max(1, floor(spots * part))
      if unit(places) < drawn then return offset_of(disk, disk.base + floor(unit(places) * warm) * length, length) end
      return offset_of(disk, disk.base + (warm + floor(unit(places) * (spots - warm))) * length, length)
    end
    return offset_of(disk, disk.base + floor(unit(places) * spots) * length, length)
  end
  local function reading() return share == 1 or share > 0 and unit(places) < share end
  -- Whether a write of that job is one that its fdatasync follows, and belongs to.
  local function owes(disk, owner)
    disk.unsynced[owner] = disk.unsynced[owner] + 1
    if disk.unsynced[owner] < every then return false end
    disk.unsynced[owner] = 0
    return true
  end

  local function broken(disk, call, result, errno, offset, wanted)
    local what = result >= 0 and string.format("%d of %d bytes", result, wanted or bytes)
      or string.format("%s (%d)", ffi.string(C.slices_strerror(errno)), errno)
    fail(string.format("side %s: %s: %s at offset %.0f", disk.name, call, what, offset))
  end

  local function flush(disk, offset)
    if C.slices_fdatasync(disk.fd) ~= 0 then broken(disk, "fdatasync", -1, ffi.errno(), offset) end
  end
  local function put(disk, offset, length)
    local result = C.slices_pwrite(disk.fd, base, length, offset)
    if result ~= length then broken(disk, "pwrite", tonumber(result), ffi.errno(), offset, length) end
  end

  -- One request at a time. It ends with the first completion at or after the planned end, which is
  -- a stopping time: expected requests over expected time are the rate itself (Wald).
  local function one_by_one(disk, microseconds)
    local start = now()
    local stop, last, done = start + microseconds, start, 0
    repeat
      local length = length()
      local offset = place(disk, 0, length)
      if reading() then
        local result = C.slices_pread(disk.fd, reads, length, offset)
        if result ~= length then broken(disk, "pread", tonumber(result), ffi.errno(), offset, length) end
      else
        ready(0, length)
        put(disk, offset, length)
        if sync and owes(disk, 0) then flush(disk, offset) end
      end
      local time = now()
      record(disk, time - last, length)
      last, done, watch.since = time, done + 1, time
    until last >= stop
    return start, last - start, last - start, done, done
  end

  local control = ffi.new("struct slices_iocb[?]", slots)
  local list = ffi.new("struct slices_iocb *[?]", slots)
  local events = ffi.new("struct slices_event[?]", slots)
  local sent, lengths = ffi.new("double[?]", slots), ffi.new("double[?]", slots)
  local free = ffi.new("int32_t[?]", slots)

  local function prepare(disk, slot, index, time)
    local request, length = control[slot], length()
    local reads_now = reading()
    if not reads_now then ready(slot, length) end
    request.data, request.fd, request.bytes = slot, disk.fd, length
    request.opcode = reads_now and 0 or 1
    request.buffer = ffi.cast("uint64_t", (reads_now and reads or base) + slot * bytes)
    request.offset = place(disk, slot % jobs, length)
    list[index], sent[slot], lengths[slot] = request, time, length
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
    for slot = 0, slots - 1 do prepare(disk, slot, slot, start) end
    submit(disk, slots)
    local inflight, done, time = slots, 0, start
    local opens, closes, from, before, steady, counted = 0, 0, 0, 0, 0, 0
    while inflight > 0 do
      local count = tonumber(C.slices_getevents(system.getevents, disk.context, 1, inflight, events, nil))
      if count < 0 then
        if ffi.errno() ~= 4 then broken(disk, "io_getevents", -1, ffi.errno(), 0) end
        count = 0
      end
      time = now()
      watch.since = time
      local again, ended = 0, 0
      for index = 0, count - 1 do
        local slot = tonumber(events[index].data)
        local result = tonumber(events[index].result)
        local request = control[slot]
        local wanted = request.opcode == 3 and 0 or lengths[slot]
        if result ~= wanted then
          local call = request.opcode == 0 and "pread" or request.opcode == 1 and "pwrite" or "fdatasync"
          broken(disk, call, result, -result, tonumber(request.offset), wanted)
        end
        if sync and request.opcode == 1 and owes(disk, slot % jobs) then
          -- IOCB_CMD_FDSYNC, which the kernel takes with nothing else in it.
          request.opcode, request.buffer, request.bytes, request.offset = 3, 0, 0, 0
          list[again] = request
          again = again + 1
        else
          record(disk, time - sent[slot], lengths[slot])
          free[ended] = slot
          ended = ended + 1
        end
      end
      inflight, done = inflight - ended, done + ended
      if from == 0 then
        if opens == 0 then
          if done >= slots then opens = time + lag * math.min(time - start, microseconds) end
        elseif time >= opens then
          -- A stall longer than the whole slice starts its window anew; the sums still see it.
          from, before, closes = time, done, math.max(opens, time - microseconds) + microseconds
        end
      elseif steady == 0 and time >= closes and ended > 0 then
        steady, counted = time - from, done - before
      end
      if steady == 0 then
        for index = 0, ended - 1 do prepare(disk, free[index], again + index, time) end
        again, inflight = again + ended, inflight + ended
      end
      submit(disk, again)
    end
    return start, steady, time - start, counted, done
  end

  local alternate = slots == 1 and one_by_one or queued
  local function slice(disk, half, microseconds, synced)
    disk.half, disk.base = half, half * span * bytes + begins
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
  end

  -- Zeroes may have become holes: what comes next must find a disk that is as full as before.
  local function refill()
    if not zeroes then return end
    randomise()
    for index, disk in ipairs(disks) do
      -- One file holds the halves of both.
      local halves = job.exchanged and (index == 1 and 2 or 0) or 1
      for half = 0, halves - 1 do
        local first = half * span * bytes + begins
        for at = first, first + room - bytes, bytes do
          watch.since, watch.side = now(), disk.index
          stamp(0, bytes)
          put(disk, offset_of(disk, at, bytes), bytes)
        end
      end
      flush(disk, 0)
      watch.side = 0
    end
  end
  return slice, places, written, refill
end

local function line(...) io.stdout:write(string.format(...), "\n") end

local function head(job, disks, span)
  local echo = {}
  for _, name in ipairs { "mode", "read", "pattern", "block_size", "depth", "sync", "direct", "patience",
    "milliseconds", "blocks", "synced", "warm_up", "first", "seed", "halves", "swapped" } do
    echo[#echo + 1] = sysbench.opt[name]
  end
  for _, name in ipairs { "jobs", "every", "sizes", "region", "hot", "zeroes", "data_a", "data_b" } do
    if sysbench.opt[name] ~= more[name] then echo[#echo + 1] = name .. "=" .. sysbench.opt[name] end
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
  for _, disk in ipairs(disks) do histogram(disk, false) end
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
  for _, disk in ipairs(disks) do line("latency %s %s", disk.name, histogram(disk, job.mixes)) end
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
      line("latency disk %s", histogram(disk, job.mixes))
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
  local span = floor(math.min(one.usable, other.usable) / job.bytes)
  if job.exchanged then span = floor(span / 2) end
  local room = math.min(span, job.region > 0 and floor(job.region / job.bytes) or span)
  if room < job.slots or job.region > span * job.bytes then
    fail(string.format("a disk of %.0f bytes is smaller than %s, %d requests of %d bytes%s",
      math.min(one.usable, other.usable), job.region > 0 and "its region, or that than one turn of the queue"
      or "one turn of the queue", job.slots, job.bytes, job.exchanged and " in each half" or ""))
  end
  head(job, disks, span)
  local slice, places, written, refill = instrument(job, disks, watch, span)
  if job.commanded then obey(job, one, slice, places, written) else measure(job, disks, slice, written) end
  refill()
  finished = true
  C.slices_write(watch.wake[1], "x", 1)
end
