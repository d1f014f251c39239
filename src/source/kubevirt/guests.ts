import type { RefusedField } from '../definition.ts';
import { faultsIn } from './fields.ts';
import type { Part } from './part.ts';

/** A guest of KubeVirt, and what it refers to in the same file. */
export interface Guest {
  readonly what: string;
  readonly name: string;
  /** What a VirtualMachineInstance has under `spec:`. */
  readonly spec: Part | undefined;
  readonly domain: Part | undefined;
  /** Specs of its instance type and of the devices of its preference. */
  readonly instancetype: Part | undefined;
  readonly preferred: Part | undefined;
  /** Names of those two where they are in the cluster alone. */
  readonly outside: {
    readonly instancetype?: Part | undefined;
    readonly preference?: Part | undefined;
  };
  /** Claims and what makes one, by name. */
  readonly claims: ReadonlyMap<string, { readonly part: Part; readonly kind: string }>;
  /** Where it is not sata, and no preference of the cluster has another one. */
  readonly defaultBus: 'virtio' | undefined;
  readonly security: Part | undefined;
  /** A program that may change the domain. */
  readonly hook: Part | undefined;
  /** What holds for every disk of it. */
  readonly refused: readonly RefusedField[];
}

/** Where an object has a VirtualMachine's spec or a template of an instance, by its kind. */
const paths: ReadonlyMap<string, readonly string[]> = new Map([
  ['VirtualMachine', ['spec']],
  ['VirtualMachinePool', ['spec', 'virtualMachineTemplate', 'spec']],
  ['VirtualMachineInstanceReplicaSet', ['spec', 'template']],
  ['VirtualMachineInstance', []],
]);

/** Kinds of objects that are guests. */
export const guestKinds: readonly string[] = [...paths.keys()];

/** The guests among documents, those in lists and templates too. */
export function guestsIn(documents: readonly Part[]): Guest[] {
  const objects = documents.flatMap(document => objectsIn(document));
  return objects.flatMap(object => {
    const path = paths.get(textAt(object, 'kind'));
    const isOurs = /^(?:pool\.)?kubevirt\.io\//.test(textAt(object, 'apiVersion'));
    return path === undefined || !isOurs ? [] : [guestOf(object, path, objects)];
  });
}

function objectsIn(part: Part, level = 0): Part[] {
  const inside = [...part.items('items'), ...part.items('objects')];
  // An alias may make a list an item of itself.
  if (inside.length === 0 || level > 4) return [part];
  return inside.flatMap(each => objectsIn(each, level + 1));
}

/** The text that keys lead to; it may hold a placeholder. */
export function textAt(part: Part | undefined, ...keys: readonly string[]): string {
  return part?.at(...keys)?.text ?? '';
}

function guestOf(object: Part, path: readonly string[], objects: readonly Part[]): Guest {
  const top = object.at(...path);
  const isMachine = path.at(-1) === 'spec';
  const spec = isMachine ? top?.at('template', 'spec') : top?.at('spec');
  const refer = (type: string) => {
    const matcher = isMachine ? top?.at(type) : undefined;
    const kind = (textAt(matcher, 'kind') || `VirtualMachineCluster${type}`).toLowerCase();
    const found = objects.find(
      each =>
        textAt(each, 'kind').toLowerCase() === kind &&
        textAt(each, 'metadata', 'name') === textAt(matcher, 'name'),
    );
    // One that is stored, or that a volume names, is in the cluster.
    const isStored = matcher?.at('revisionName') ?? matcher?.at('inferFromVolume');
    const inFile = matcher && !isStored ? found?.at('spec') : undefined;
    return { inFile, outside: inFile === undefined ? matcher : undefined };
  };
  const type = refer('instancetype');
  const preference = refer('preference');
  const own = top?.items('dataVolumeTemplates') ?? [];
  const claims = [...own, ...objects].flatMap(part => {
    const kind = own.includes(part) ? 'DataVolume' : textAt(part, 'kind');
    const isClaim = kind === 'DataVolume' || kind === 'PersistentVolumeClaim';
    return isClaim ? [[textAt(part, 'metadata', 'name'), { part, kind }] as const] : [];
  });
  const name = textAt(object, 'metadata', 'name') || textAt(object, 'metadata', 'generateName');
  return {
    what: `KubeVirt ${textAt(object, 'kind')} "${name}"`,
    name,
    spec,
    domain: spec?.at('domain'),
    instancetype: type.inFile,
    preferred: preference.inFile?.at('devices'),
    outside: { instancetype: type.outside, preference: preference.outside },
    defaultBus:
      /^(?:arm64|s390x)$/.test(textAt(spec, 'architecture')) && !preference.outside
        ? 'virtio'
        : undefined,
    security: spec?.at('domain', 'launchSecurity') ?? type.inFile?.at('launchSecurity'),
    hook: (isMachine ? top?.at('template') : top)?.at(
      'metadata',
      'annotations',
      'hooks.kubevirt.io/hookSidecars',
    ),
    claims: new Map(claims),
    refused: [
      ...(isMachine
        ? faultsIn(top, 'VirtualMachineSpec')
        : faultsIn(spec, 'VirtualMachineInstanceSpec')),
      ...faultsIn(type.inFile, 'VirtualMachineInstancetypeSpec'),
      ...faultsIn(preference.inFile, 'VirtualMachinePreferenceSpec'),
    ],
  };
}
