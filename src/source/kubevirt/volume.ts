import type { ReaderAid, RefusedField } from '../definition.ts';
import { refusedField } from '../gathered.ts';
import { quoted } from '../text.ts';
import { faultsIn } from './fields.ts';
import { type Guest, textAt } from './guests.ts';
import type { Part } from './part.ts';
import type { Slot } from './slots.ts';

/** What is behind a disk. */
export interface Storage {
  readonly kind: string;
  readonly source: Part | undefined;
  /** The claim, as messages name it, where it is a block device. */
  readonly block: string | undefined;
  /** What says that all of its space is there from the start. */
  readonly allocated: Part | undefined;
  readonly isHere: boolean;
  readonly refused: readonly RefusedField[];
}

const sources = 'persistentVolumeClaim dataVolume hostDisk emptyDisk containerDisk ephemeral'.split(
  ' ',
);

/** Why a disk is none to measure; undefined where it is one. */
export function skippedOf({ devices: [device], volumes: [volume] }: Slot): string | undefined {
  if (device === 'cdrom') return 'a CD-ROM';
  if (device === 'floppy') return 'a floppy disk';
  const kinds = volume?.names.filter(name => name !== 'name') ?? [];
  const isData = /^(?:cloudInit|config|containerP|downward|memory|secret|service|sysprep)/;
  return kinds.length === 1 && isData.test(kinds[0] ?? '') ? `no disk: ${kinds[0]}` : undefined;
}

/** What KubeVirt takes for a disk of a guest. */
export function storageOf(
  { name, part, volumes }: Slot,
  { claims }: Guest,
  { volumeMode }: ReaderAid,
): Storage {
  const [volume] = volumes;
  const kinds = sources.filter(each => volume?.at(each) !== undefined);
  const [kind = ''] = kinds;
  const source = volume?.at(kind);
  const refused = faultsIn(volume, 'Volume');
  if (volumes.length !== 1 || kinds.length !== 1) {
    const problem = `${volumes.length} volumes have its name, with ${kinds.length} sources that the gate knows`;
    refused.push(refusedField('volumes', { value: name, line: (volume ?? part).line }, problem));
  }
  const isClaim = kind === 'persistentVolumeClaim' || kind === 'dataVolume';
  const base = { kind, source, block: undefined, allocated: undefined, isHere: true, refused };
  if (!isClaim || source === undefined) return base;
  const wanted = textAt(source, kind === 'dataVolume' ? 'name' : 'claimName');
  const shown = `the claim ${quoted(wanted)}`;
  const claim = claims.get(wanted);
  const spec = claim?.part.at('spec');
  if (claim !== undefined) refused.push(...faultsIn(spec, `${claim.kind}Spec`));
  // Kubernetes has a default of its own for a claim, and for `storage:` the cluster has a profile.
  const isOpen = claim?.kind === 'DataVolume' && spec?.at('pvc') === undefined;
  const inside = claim?.kind === 'DataVolume' ? spec?.at(isOpen ? 'storage' : 'pvc') : spec;
  const own = textAt(inside, 'volumeMode') || (claim === undefined || isOpen ? '' : 'Filesystem');
  const mode = (own || (volumeMode ?? '')).toLowerCase();
  const isUnlike = volumeMode !== undefined && volumeMode.toLowerCase() !== mode;
  if (isUnlike || (mode !== 'block' && mode !== 'filesystem')) {
    const problem = own
      ? `${shown} is ${quoted(own)}, and the config says ${quoted(volumeMode ?? 'nothing')}`
      : `nobody says whether ${shown} is a filesystem or a block device: the cluster has it`;
    const remedy = 'write volume-mode: filesystem, or block, beside from: in the config';
    const field = refusedField('volume-mode', { value: mode, line: source.line }, problem);
    refused.push({ ...field, remedy });
  }
  const notes = claim?.part.at('metadata', 'annotations');
  const note = notes?.names.find(
    each =>
      /\/storage\.(?:preallocation|thick-provisioned)/.test(each) && textAt(notes, each) === 'true',
  );
  const asked = spec?.at('preallocation');
  const noted = note === undefined ? undefined : notes?.at(note);
  return {
    ...base,
    block: mode === 'block' ? shown : undefined,
    allocated: asked?.value === true ? asked : noted,
    isHere: claim !== undefined,
  };
}
