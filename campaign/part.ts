/** How a part of the campaign is asked to run. */
export interface PartOptions {
  /** Everything that a part draws comes from it: the same seed tries the same things. */
  readonly seed: number;
  /** A tenth of the tries, within a minute, for every change; else all. */
  readonly sample: boolean;
  /** Ends at the first finding, and asks no bundle: the sources have a planted fault. */
  readonly firstOnly: boolean;
  /** Tells how far it is. */
  readonly say: (line: string) => void;
}

/** What a part of the campaign tried, and what it found. */
export interface PartResult {
  /** What was tried, how often: `mutations`, `kills`. */
  readonly counts: Readonly<Record<string, number>>;
  /** What must not be, each with all that is needed to see it again; none is the goal. */
  readonly findings: readonly string[];
}

/** One kind of attack on the promise that green means measured. */
export interface Part {
  /** As `--part` names it. */
  readonly name: string;
  /** What it asks, in one line. */
  readonly question: string;
  readonly run: (options: PartOptions) => Promise<PartResult>;
}
