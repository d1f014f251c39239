import { createRequire, syncBuiltinESMExports } from 'node:module';

type Work = (...args: unknown[]) => unknown;
const fs = createRequire(import.meta.url)('node:fs') as Record<string, Work>;
const functions = Object.entries(fs).filter(
  ([name, own]) => /^[a-z]/.test(name) && typeof own === 'function',
);

/** What a piece of work touched of the world, by name; it should be nothing. */
export function touchedBy(work: () => unknown): ReadonlySet<string> {
  const touched = new Set<string>();
  const { env } = process;
  for (const [name, own] of functions) {
    fs[name] = (...args) => {
      touched.add(`fs.${name}`);
      return own(...args);
    };
  }
  syncBuiltinESMExports();
  process.env = new Proxy(env, {
    get: (target, key) => {
      touched.add(`process.env.${String(key)}`);
      return Reflect.get(target, key);
    },
    ownKeys: target => {
      touched.add('process.env');
      return Reflect.ownKeys(target);
    },
  });
  try {
    work();
  } finally {
    process.env = env;
    for (const [name, own] of functions) fs[name] = own;
    syncBuiltinESMExports();
  }
  return touched;
}
