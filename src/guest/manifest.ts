import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256Hex } from '../core/digest.ts';
import { parseJson } from '../core/parse-json.ts';
import { GateError, messageOf } from '../errors.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Which kernel an entry boots, and where it came from. */
const kernelIdentity = z.strictObject({
  /** `package`: chosen by us from the distribution; `given`: by the input `kernel`. */
  origin: z.enum(['package', 'given']),
  release: z.string().min(1),
  /** of the kernel file itself */
  sha256: digest,
  /** what the modules came from; null where there are none */
  package: z.strictObject({ name: z.string(), version: z.string(), sha256: digest }).nullable(),
});

/**
 * What an entry of the guest cache holds and what it was made of; `files` has the digest of each
 * file by its name.
 */
const manifestSchema = z.strictObject({
  /**
   * A further format needs another directory than `guest`: to this one its entries, and to it ours,
   * look damaged.
   */
  format: z.literal(1),
  key: digest,
  /** when the kernel was chosen: the newest choice is the one in use */
  chosenAt: z.iso.datetime(),
  kernel: kernelIdentity,
  toolsDigest: digest,
  kernelWords: z.string(),
  /** of the archive that the input `initrd` gave */
  initrdSha256: digest.nullable(),
  files: z.record(z.string().regex(/^[\w.-]+(\/[\w.-]+)?$/), digest),
});

const storedSchema = manifestSchema.extend({ digest });

export type Manifest = z.infer<typeof manifestSchema>;
export type KernelIdentity = Manifest['kernel'];

/** Name of the manifest in its entry. */
export const manifestName = 'manifest.json';

const wrongContentReason = 'it is not the manifest that was written';

/**
 * The manifest as it is stored: with a digest over itself, so that a changed byte in it shows as
 * one in a file does.
 */
export function encodeManifest(manifest: Manifest): string {
  const contents = manifestSchema.parse(manifest);
  return `${JSON.stringify({ ...contents, digest: ownDigest(contents) }, undefined, 2)}\n`;
}

/**
 * The manifest of the cache entry in `directory`, whose name must be its key. `guest-build`, naming
 * the file, where it is missing or is not byte for byte what `encodeManifest` writes.
 */
export async function readManifest(directory: string, key: string): Promise<Manifest> {
  const path = join(directory, manifestName);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw damagedEntry(path, messageOf(cause));
  });
  const parsed = storedSchema.safeParse(parseJson(text));
  if (!parsed.success) throw damagedEntry(path, wrongContentReason);
  const { digest: stored, ...manifest } = parsed.data;
  const intact = stored === ownDigest(manifest) && encodeManifest(manifest) === text;
  if (!intact || manifest.key !== key) throw damagedEntry(path, wrongContentReason);
  return manifest;
}

/**
 * The error for a cache entry that is not what was written: never used, never silently built again.
 */
export function damagedEntry(path: string, why: string): GateError {
  return new GateError('guest-build', {
    problem: `the file ${path} in the guest cache is damaged`,
    why,
    remedy: 'find out who changed it, then delete its directory; the next run builds it again',
    path,
  });
}

function ownDigest(manifest: Manifest): string {
  return sha256Hex(JSON.stringify(manifest));
}
