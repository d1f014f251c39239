import type { Yaml } from '../../core/yaml.ts';

/** A part of a document, which knows its line. */
export class Part {
  readonly value: unknown;
  readonly #document: Yaml;
  readonly #keys: readonly PropertyKey[];

  constructor(document: Yaml, keys: readonly PropertyKey[] = [], value: unknown = document.plain) {
    this.#document = document;
    this.#keys = keys;
    this.value = value;
  }

  /** What keys lead to; undefined where there is nothing. */
  at(...keys: readonly string[]): Part | undefined {
    let { value } = this;
    for (const key of keys) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
        return undefined;
      value = (value as Readonly<Record<string, unknown>>)[key];
    }
    // An empty word is none to Kubernetes.
    if (value === null || value === undefined || value === '') return undefined;
    return new Part(this.#document, [...this.#keys, ...keys], value);
  }

  /** What is in the list that keys lead to. */
  items(...keys: readonly string[]): Part[] {
    const list = this.at(...keys)?.value;
    if (!Array.isArray(list)) return [];
    return list.map(
      (value, index) => new Part(this.#document, [...this.#keys, ...keys, index], value),
    );
  }

  /** The names of its fields. */
  get names(): string[] {
    return typeof this.value === 'object' && this.value !== null ? Object.keys(this.value) : [];
  }

  /** A word, a number or a truth value as a text. */
  get text(): string {
    return typeof this.value === 'object' ? '…' : `${this.value as string | number | boolean}`;
  }

  get line(): number {
    return this.lineOf();
  }

  /** The line of one of its fields, or of itself. */
  lineOf(...keys: readonly string[]): number {
    return this.#document.lineOf([...this.#keys, ...keys]) ?? 1;
  }
}

/** Whether a version as `as:` says it comes before another; nobody's comes before none. */
export function isBefore(as: string | undefined, other: string): boolean {
  const number = (text: string): number => {
    const [major = 0, minor = 0] = (text.match(/\d+/g) ?? []).map(Number);
    return 1000 * major + minor;
  };
  return as !== undefined && number(as) < number(other);
}
