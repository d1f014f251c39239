/**
 * What we start gets these variables and no others: enough to find programs, files, words and the
 * way to a mirror, and nothing that changes what is measured.
 */
const kept =
  /^(PATH|HOME|USER|LOGNAME|SHELL|TERM|TZ|LANG(UAGE)?|LC_\w+|TMPDIR|XDG_\w+|(https?|ftp|all|no)_proxy|SSL_CERT_\w+|STORAGE_GATE_\w+)$/i;

/** Loader, QEMU and the tools obey these: under eatmydata (LD_PRELOAD) fsync does nothing. */
const altering = /^(LD_|GLIBC_|MALLOC_|GCONV_PATH$|QEMU_|FIO_|LUA_|SYSBENCH_|G_SLICE$|G_DEBUG$)/;

/**
 * The part of our environment that a command gets. git finds remotes, credentials and programs by
 * more variables than anybody could list, so it loses only those that alter what runs.
 */
export function childEnvironment(
  [program]: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const isKept = program === 'git' ? (name: string) => !altering.test(name) : kept.test.bind(kept);
  return Object.fromEntries(Object.entries(env).filter(([name]) => isKept(name)));
}

/** Names of the variables that would have altered what is measured, and were not handed on. */
export function droppedVariables(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  return Object.keys(env)
    .filter(name => altering.test(name) && env[name] !== '')
    .toSorted()
    .slice(0, 64);
}
