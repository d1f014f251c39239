import { accept, type Outcome, reject } from '../../core/rejection.ts';
import type { SourceText } from '../definition.ts';
import type { Fact } from '../proxmox/conf.ts';
import { placeOf } from '../text.ts';

/** Values by the path at which they lie, and the line of each: `/values/disk/0/cache`. */
export type Values = ReadonlyMap<string, Fact>;

/** Every plain value of a JSON text whose nesting is bounded already; null is none. */
export function readValues({ path, text }: SourceText): Outcome<Values> {
  try {
    JSON.parse(text);
  } catch {
    return reject(path, 'is no JSON', 'let `jq .` accept it first');
  }
  const values = new Map<string, Fact>();
  const tokens = text.matchAll(/\r\n?|\n|"(?:[^"\\]|\\.)*"|[[\]{}]|[^\s[\]{},:"]+/g);
  let line = 1;
  let again: number | undefined;
  const next = (): string => {
    const token = tokens.next().value?.[0] ?? '';
    if (!/^[\r\n]/.test(token)) return token;
    line += 1;
    return next();
  };
  const read = (token: string, at: string): void => {
    if (token === '{')
      for (let key = next(); key !== '}'; key = next()) read(next(), `${at}/${JSON.parse(key)}`);
    else if (token === '[') {
      let index = 0;
      for (let item = next(); item !== ']'; item = next()) read(item, `${at}/${index++}`);
    } else if (values.has(at)) again ??= line;
    else if (token !== 'null') values.set(at, { value: String(JSON.parse(token)), line });
  };
  read(next(), '');
  return again === undefined
    ? accept(values)
    : reject(placeOf(path, again), 'says a value twice', 'keep one of the two');
}

/** Values in groups, by the two parts of their paths that `sign` has: the group, and the rest. */
export function groupBy(values: Values, sign: RegExp): ReadonlyMap<string, Values> {
  const groups = new Map<string, Map<string, Fact>>();
  for (const [at, fact] of values) {
    const [, group, rest] = sign.exec(at) ?? [];
    if (group === undefined || rest === undefined) continue;
    const own = groups.get(group) ?? new Map<string, Fact>();
    groups.set(group, own.set(rest, fact));
  }
  return groups;
}
