import type { Gathered } from '../gathered.ts';
import { quoted } from '../text.ts';
import type { Chain, Node } from './nodes.ts';
import type { Option } from './options.ts';

/** What a disk's block nodes do, as fields; what the device says of its write cache is above it. */
export function readStorage(
  { nodes }: Chain,
  writeCache: Option | undefined,
  found: Gathered,
): { readonly isLost: boolean } {
  const [top] = nodes;
  if (top === undefined) return { isLost: false };
  const format = nodes.find(({ driver }) => driver !== 'throttle') ?? top;
  const sayIf = (name: string, option: Option | undefined): void => {
    if (option !== undefined) found.say(name, option);
  };
  const { line } = format.values.get('format') ?? format.values.get('driver') ?? format;
  const isFile = format.driver === 'file' || format.driver === 'host_device';
  const value = isFile ? 'raw' : format.driver;
  if (/^(?:raw|qcow2)$/.test(value)) found.say('format', { value, line });
  const cache = top.values.get('cache');
  const mode = cache?.value === 'off' ? 'none' : cache?.value;
  sayIf('cache', cache && { ...cache, value: mode ?? '' });
  const usual = {
    'cache.direct': mode === 'none' || mode === 'directsync' ? 'on' : 'off',
    'cache.no-flush': mode === 'unsafe' ? 'on' : 'off',
  };
  const [, lost] = (['cache.direct', 'cache.no-flush'] as const).map(name => {
    const inForce = valuesDown(nodes, name, usual[name]);
    // A filter opens nothing, so that O_DIRECT on it does nothing; but each node drops flushes.
    const isPassed = name === 'cache.direct' || inForce[0] === 'off';
    const first = isPassed ? nodes.indexOf(format) : 0;
    const unlike = inForce.findIndex((each, index) => index > first && each !== inForce[first]);
    const own = format.values.get(name) ?? top.values.get(name);
    if (unlike >= 0) refuseUnlike(name, { nodes, inForce, unlike }, found);
    else sayIf(name, own && { ...own, value: inForce[first] ?? own.value });
    return inForce;
  });
  const device = writeCache?.value === 'auto' ? undefined : writeCache;
  sayIf('write-cache', device ?? top.values.get('cache.writeback'));
  sayIf('aio', nodes.at(-1)?.values.get('aio') ?? top.values.get('aio'));
  readDiscard(nodes, found);
  sayIf('lazy_refcounts', format.values.get('lazy-refcounts'));
  sayIf('l2-cache-size', format.values.get('l2-cache-size'));
  if (value === 'raw') found.say('raw-node', { ...format, value: isFile ? 'off' : 'on' });
  if (top.driver === 'throttle') found.say('throttle-node', { ...top, value: 'on' });
  return { isLost: lost?.includes('on') === true };
}

/** What is in force of a flag on each node: children inherit where they stand in their parent. */
function valuesDown(nodes: readonly Node[], name: string, usual: string): string[] {
  const values: string[] = [];
  for (const { values: own, isInline } of nodes) {
    const above = values.at(-1) ?? usual;
    values.push(own.get(name)?.value ?? (values.length === 0 || isInline ? above : 'off'));
  }
  return values;
}

function refuseUnlike(
  name: string,
  {
    nodes,
    inForce,
    unlike,
  }: {
    readonly nodes: readonly Node[];
    readonly inForce: readonly string[];
    readonly unlike: number;
  },
  found: Gathered,
): void {
  const node = nodes[unlike];
  const { line = 1 } = node?.values.get(name) ?? nodes[0]?.values.get(name) ?? node ?? {};
  const [own, above] = [inForce[unlike], inForce[0]];
  const problem =
    `cache flags differ between file node (${name.replace('cache.', '')}=${own}) and format node ` +
    `(${above}): a node by name inherits nothing`;
  const remedy = `say ${name} on both nodes, with the same value`;
  found.refuse(name, { value: `${own}/${above}`, line }, problem, undefined, remedy);
}

/** Discards and zeroes are decided by the top node, if those below let them through. */
function readDiscard([top, ...below]: readonly Node[], found: Gathered): void {
  const wordOf = (option: Option | undefined, usual: string): string =>
    option === undefined ? usual : ({ on: 'unmap', off: 'ignore' }[option.value] ?? option.value);
  const discard = top?.values.get('discard');
  const value = wordOf(discard, 'ignore');
  if (discard !== undefined) found.say('discard', { ...discard, value });
  const isFilter = top?.driver === 'throttle';
  const zeroes =
    top?.values.get('detect-zeroes') ??
    (isFilter ? below[0]?.values.get('detect-zeroes') : undefined);
  if (zeroes?.value === 'unmap' && value !== 'unmap') {
    const problem = `detect-zeroes=unmap without discard=unmap is refused by QEMU`;
    found.refuse('detect-zeroes', zeroes, problem);
  } else if (zeroes !== undefined) found.say('detect-zeroes', zeroes);
  for (const { values, isInline, line } of below) {
    const own = values.get('discard');
    if (value === 'unmap' && wordOf(own, isInline ? 'unmap' : 'ignore') !== 'unmap') {
      const at = { value: 'ignore', line: own?.line ?? line };
      const problem =
        'discard=unmap of the format node does nothing: the file node ignores discards';
      found.refuse('discard', at, problem, undefined, 'say discard=unmap on both');
    }
    const detects = values.get('detect-zeroes');
    if (detects === undefined || detects.value === 'off') continue;
    // Zeroes that the top node finds reach no node below it as zeroes.
    if (detects.value === zeroes?.value) continue;
    const problem = `detect-zeroes=${quoted(detects.value)} on the file node alone, which the gate has not`;
    found.refuse('detect-zeroes', detects, problem, 'without');
  }
}
