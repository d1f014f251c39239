import { nearWord } from '../core/near-word.ts';
import type { FoundDisk, Origin, RefusedField, SaidField, ToldField } from './definition.ts';
import { quoted } from './text.ts';

/** A value of a definition, empty where it is not said, and its line. */
export interface Fact {
  readonly value: string;
  readonly line: number;
}

/** A value as messages show it: `<driver queues="4">`. */
export interface Value extends Fact {
  readonly shown: string;
  /** As the definition spells it, where that is not told beside it. */
  readonly name?: string;
}

/** So many refused fields are worth looking for what was meant. */
const mostNear = 10;

/** What a reader gathers of a disk. */
export class Gathered {
  readonly said: SaidField[] = [];
  readonly told: ToldField[] = [];
  readonly refused: RefusedField[] = [];

  /** What of it a disk has. */
  all(): Pick<FoundDisk, 'said' | 'told' | 'refused'> {
    const { said, told, refused } = this;
    return { said, told, refused };
  }

  say(name: string, { value, line }: Fact, origin: Origin = { line }): void {
    this.said.push({ name, value, origin });
  }

  tell(name: string, { value, line }: Fact, says: string): void {
    this.told.push({ name, value, line, says });
  }

  /** Tells that other disks have the same; the gate gives each disk its own. */
  tellShared(name: string, line: number, what: string, others: readonly string[]): void {
    const shown = quoted(others.join(', '));
    const value = `shared with ${shown}`;
    const says = `${what} ${shown}; the gate gives each disk its own`;
    if (others.length > 0) this.tell(name, { value, line }, says);
  }

  refuse(...field: Parameters<typeof refusedField>): void {
    this.refused.push(refusedField(...field));
  }

  /** Undecided is refused: a misspelt word would be ignored, or worse. */
  refuseUnknown(name: string, fact: Fact, problem: string, names: () => readonly string[]): void {
    // Only the first ones are shown, and a file may have thousands.
    const near = this.refused.length < mostNear ? nearWord(name, names()) : undefined;
    const remedy = near === undefined ? 'take it out' : `did you mean ${near}?`;
    this.refuse(name, fact, problem, undefined, remedy);
  }
}

/** A field that is refused, with the way that is left. */
export function refusedField(
  name: string,
  { value, line }: Fact,
  problem: string,
  accepts?: RefusedField['accepts'],
  remedy: string = accepts === 'without'
    ? `leave it out, or write \`without: [${name}]\` to measure the disk without it`
    : accepts === 'stand-in'
      ? 'write `stand-in: file` to measure it in a file all the same, or `device: NAME` of the runner'
      : "this disk can't be measured; name another one, or write its fields in the config",
): RefusedField {
  return { name: quoted(name), value, line, problem, remedy, accepts };
}
