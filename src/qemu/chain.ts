import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import type { Extent, ImageFile, LayerFile, OwnImage } from '../core/plan.ts';
import { type ImageFormat, imageFormats } from '../disk/mode.ts';
import type { BackingLayer } from '../disk/parts.ts';
import { isQcow2, mostHeaderBytes, type Qcow2Header, readQcow2 } from '../disk/qcow2.ts';
import { GateError, hasCode, messageOf } from '../errors.ts';
import { withoutWaiting } from '../process/bounded-file.ts';
import { runTool } from '../process/tool.ts';

/** A layer of a chain, with what its header says; a raw one has none. */
export interface Layer extends LayerFile {
  readonly size: number;
  /** Bytes of the file that take space. */
  readonly allocated: number;
  readonly header: Qcow2Header | undefined;
}

const most = { layers: 16, bytes: 256 * 2 ** 30, size: 16 * 2 ** 40, extents: 256 } as const;

/** Magic words of formats that are not measured, and would be as raw bytes. */
const otherFormats = /^(?:KDMV|COWD|vhdxfile|conectix|QED\0|LUKS\u00ba\u00be)/;

/**
 * The layers of an image, from itself down. Each is looked at by its own header before the next one
 * is opened, and nothing that a chain names is opened outside of `within`: no device, no network,
 * no pipe. QEMU sees none of them before. `bad-config` names the layer and why.
 */
export async function readChain(
  { path, format: given }: Pick<ImageFile, 'path' | 'format'>,
  within: string,
): Promise<readonly Layer[]> {
  const layers: Layer[] = [];
  try {
    let [named, format] = [resolve(within, path), given];
    for (;;) {
      if (layers.length === most.layers) throw new Error(`has more than ${most.layers} layers`);
      const real = await realpath(named);
      if (!real.startsWith(`${await realpath(within)}${sep}`))
        throw new Error('lies outside of the workspace');
      const layer = await readLayer(real, format);
      if (layers.some(({ identity }) => identity === layer.identity))
        throw new Error('is a layer of itself');
      layers.push(layer);
      const { backing } = layer.header ?? {};
      if (backing === undefined) return layers;
      const next = `would be ${JSON.stringify(backing.name.slice(0, 80))}`;
      // As QEMU tells a protocol from a path: by a colon before the first slash.
      if (/^[^/]*:/.test(backing.name)) throw new Error(`${next}, which is not the path of a file`);
      format = imageFormats.find(known => known === backing.format);
      if (format === undefined)
        throw new Error(`${next}, which nobody says to be raw or qcow2 (qemu-img rebase -u -F)`);
      named = resolve(dirname(named), backing.name);
    }
  } catch (error) {
    const which = layers.length === 0 ? '' : `layer ${layers.length + 1} of `;
    const fault = hasCode(error, 'ENOENT') ? 'is not there' : messageOf(error);
    const problem = `${which}the image ${path} can't be measured: it ${fault}`;
    const remedy = 'keep the whole chain in the workspace, as plain raw and qcow2 files';
    throw new GateError('bad-config', { problem, remedy }, { cause: error });
  }
}

/** A file of a chain by its own header; an error says why it can be none. */
export async function readLayer(path: string, given: ImageFormat | undefined): Promise<Layer> {
  await using file = await open(path, withoutWaiting | constants.O_NOFOLLOW);
  const facts = await file.stat({ bigint: true });
  if (!facts.isFile()) throw new Error('is not a regular file');
  const length = Number(facts.size);
  const { buffer, bytesRead } = await file.read({
    buffer: Buffer.alloc(mostHeaderBytes),
    position: 0,
  });
  const bytes = buffer.subarray(0, bytesRead);
  const format = given ?? (isQcow2(bytes) ? 'qcow2' : 'raw');
  if (format === 'raw' && otherFormats.test(bytes.toString('latin1', 0, 16)))
    throw new Error('is of a format that is neither raw nor qcow2');
  const header = format === 'raw' ? undefined : readQcow2(bytes);
  if (typeof header === 'string') throw new Error(header);
  const size = header?.size ?? length;
  if (size === 0 || size % 512 !== 0 || size > most.size || length > most.bytes)
    throw new Error(`has ${size} bytes in a file of ${length}, no whole sectors or too many`);
  const identity = [facts.dev, facts.ino, facts.size, facts.mtimeNs, facts.ctimeNs].join(':');
  return { path, format, identity, size, allocated: Number(facts.blocks) * 512, header };
}

/** `host-changed` where a file of a chain is no longer what it was when it was checked. */
export async function requireSameChain(layers: readonly LayerFile[]): Promise<void> {
  for (const { path, format, identity } of layers) {
    const now = await readLayer(path, format).catch(() => undefined);
    if (now?.identity === identity) continue;
    throw new GateError('host-changed', {
      problem: `the image ${path} changed while it was measured`,
      remedy: 'build it before the gate runs, and let nothing write to it meanwhile',
      path,
    });
  }
}

/** SHA-256 of what a chain holds: of each layer its format, its size and its content. */
export async function chainDigest(
  layers: readonly LayerFile[],
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(2 ** 20);
  for (const { path, format } of layers) {
    await using file = await open(path, withoutWaiting | constants.O_NOFOLLOW);
    hash.update(`${format} ${(await file.stat()).size}\n`);
    for (let read = 1; read > 0; hash.update(buffer.subarray(0, read))) {
      signal?.throwIfAborted();
      read = (await file.read(buffer, 0, buffer.length)).bytesRead;
    }
  }
  await requireSameChain(layers);
  return hash.digest('hex');
}

/** A chain as `qemu-img` takes it: with every driver and file named, so that nothing is probed. */
function chainName(layers: readonly BackingLayer[]): string {
  const whole = layers.reduceRight<object | null>((backing, { path, format }) => {
    const file = { driver: 'file', filename: path };
    return { driver: format, file, ...(format === 'qcow2' && { backing }) };
  }, null);
  return `json:${JSON.stringify(whole)}`;
}

const mapSchema = z.array(
  z.object({ start: z.int(), length: z.int(), depth: z.int(), data: z.boolean() }),
);

/** What of a disk is data, as QEMU sees it, and in which layer; `inUse`: also beside a QEMU. */
export async function mapChain(
  layers: readonly BackingLayer[],
  { signal, inUse }: { readonly signal?: AbortSignal | undefined; readonly inUse?: true } = {},
): Promise<z.infer<typeof mapSchema>> {
  const argv = ['qemu-img', 'map', ...(inUse ? ['-U'] : []), '--output=json', chainName(layers)];
  const { stdout } = await runTool({ argv, timeout: 300, signal });
  const map = mapSchema.safeParse(parseJson(stdout)).data;
  if (map !== undefined) return map;
  const problem = 'qemu-img map printed something other than its JSON map';
  throw new GateError('tool-failed', { problem, argv });
}

/** Bytes of an image that are not really allocated: holes, and extents that were never written. */
export async function unallocatedBytes(image: BackingLayer): Promise<number> {
  const map = await mapChain([image], { inUse: true });
  return map.reduce((sum, { length, data }) => sum + (data ? 0 : length), 0);
}

/** Where requests are made: the longest ranges of data, in whole blocks of 64 KiB. */
export function extentsOf(map: readonly (Extent & { readonly data: boolean })[]): Extent[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, length } of map.filter(({ data }) => data)) {
    const last = joined.at(-1);
    if (last?.end === start) last.end += length;
    else joined.push({ start, end: start + length });
  }
  const whole = joined.map(range => {
    const start = Math.ceil(range.start / granule) * granule;
    return { start, length: Math.floor(range.end / granule) * granule - start };
  });
  return whole
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, most.extents)
    .toSorted((a, b) => a.start - b.start);
}

const granule = 65_536;

/** An own image, read: what the plan holds of it, and its files and ranges on this host. */
export interface ReadImage {
  readonly image: Omit<OwnImage, 'on'>;
  readonly layers: readonly Layer[];
  readonly extents: readonly Extent[];
}

/**
 * Checks an own image layer by layer, then by QEMU's own tools, and takes its digest. `bad-config`
 * where it can't be measured.
 */
export async function readOwnImage(
  file: Pick<ImageFile, 'path' | 'format'>,
  { within, signal }: { readonly within: string; readonly signal: AbortSignal },
): Promise<ReadImage> {
  const layers = await readChain(file, within);
  for (const layer of layers) if (layer.header) await checkLayer(layer, signal);
  const map = await mapChain(layers, { signal });
  const extents = extentsOf(map);
  const sum = (lengths: readonly number[]): number => lengths.reduce((a, b) => a + b, 0);
  const image = {
    digest: await chainDigest(layers, signal),
    layers: layers.map(({ format, size, header }) => {
      return { format, size, options: header?.options ?? {} };
    }),
    bytes: sum(layers.map(({ allocated }) => allocated)),
    data: sum(map.map(({ data, length }) => (data ? length : 0))),
    used: sum(extents.map(({ length }) => length)),
  };
  return { image, layers, extents };
}

/** `qemu-img check` of one layer alone; status 3: clusters are lost, and nothing else. */
async function checkLayer(layer: Layer, signal: AbortSignal): Promise<void> {
  const argv = ['qemu-img', 'check', chainName([layer])];
  const checked = await runTool({ argv, timeout: 600, signal, accept: [0, 1, 2, 3] });
  if (checked.exitCode === 0 || checked.exitCode === 3) return;
  const problem = `the image ${layer.path} is damaged`;
  throw new GateError('bad-config', { problem, remedy: 'build it again', argv });
}
