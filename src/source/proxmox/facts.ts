import { accept, type Outcome, reject } from '../../core/rejection.ts';
import { quoted } from '../text.ts';
import facts from './facts.json' with { type: 'json' };

/**
 * An option of a drive: it sets a field (`to`), is told (`says`) or refused (`why`), or else can't
 * change a figure. `words` are its values, `0 1` those of a switch; `on` interfaces that have it.
 */
type DriveField = Partial<Record<'to' | 'says' | 'why' | 'words' | 'on', string>>;

/** Every option of a drive; `limit` stands for all limits. */
export const driveFields: ReadonlyMap<string, DriveField> = new Map(
  facts.fields.flatMap(field => field.names.split(' ').map(name => [name, field as DriveField])),
);

/** What an option of drives of an interface is; undefined where they have none of this name. */
export function fieldOf(name: string, bus: string): DriveField | undefined {
  const limit =
    /^(?:(?:m?bps|iops)(?:_rd|_wr)?(?:_max)?|(?:bps|iops)_(?:(?:rd_|wr_)?max_|rd_|wr_)length)$/;
  const field = driveFields.get(name.replace(limit, 'limit'));
  return field?.on?.split(' ').includes(bus) === false ? undefined : field;
}

/** How QEMU reaches what a storage of this kind holds; undefined where nobody knows the kind. */
export function reachOf(kind: string): string | undefined {
  return Object.entries(facts.kinds).find(([, names]) => names.split(' ').includes(kind))?.[0];
}

/** Why what is reached so can't be measured as it is. */
export function whyNot(reach: string | undefined): string | undefined {
  const known: Readonly<Record<string, string>> = facts.refused;
  return known[reach ?? ''];
}

/** Why a drive is none to measure, by its key, media and volume. */
export function skippedOf(drive: string): string | undefined {
  return Object.entries(facts.skipped).find(([, sign]) => new RegExp(sign, 'i').test(drive))?.[0];
}

/** The newest version whose facts are known. */
export const { newest } = facts;

/** The version that `as:` says: `8.2` is 802, and `8` its newest, 899. */
export function versionOf(path: string, as: string | undefined): Outcome<number | undefined> {
  if (as === undefined) return accept(undefined);
  const [, major, minor = 99] = /^proxmox-(\d{1,3})(?:\.(\d{1,2}))?$/.exec(as) ?? [];
  if (Number(major) >= facts.oldest) return accept(100 * Number(major) + Number(minor));
  const remedy = `write proxmox-${facts.oldest} to proxmox-${newest}`;
  return reject(path, `as: ${quoted(as)} is no Proxmox known`, remedy);
}

/** What holds where a drive says nothing: the last fact that fits, and where versions differ. */
export function defaultOf(
  field: string,
  version: number | undefined,
  on: readonly string[],
  isDirect: boolean,
): { readonly value: string; readonly why: string; readonly before: string } {
  const holding = (asked: number) => {
    const [, values = '', since, where] =
      facts.defaults.findLast(
        ([name, , from, kind = '']) =>
          name === field && (kind === '' || on.includes(kind)) && asked >= 100 * Number(from),
      ) ?? [];
    const [direct = '', other = direct] = values.split(' ');
    const why = `Proxmox${since && ` since ${since}`}${where && ` for ${where}`}`;
    return { value: isDirect ? direct : other, why };
  };
  const before = holding(version ?? 100 * facts.oldest).value;
  return { ...holding(version ?? 100 * newest + 99), before };
}
