import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Another's action as a workflow names it: commit and, as a comment, the version of that. */
const pinned = /(?<=uses: )([\w-]+\/[\w./-]+)@\S+ # v[\w.]+/g;

/** The pins of a folder of workflows, by action: `actions/checkout` to `@SHA # v7.0.1`. */
export function readPins(folder: string): ReadonlyMap<string, string> {
  const texts = readdirSync(folder).map(name => readFileSync(resolve(folder, name), 'utf8'));
  return new Map(
    texts.flatMap(text =>
      [...text.matchAll(pinned)].map(([whole, action = '']) => [
        action,
        whole.slice(action.length),
      ]),
    ),
  );
}

/** `text` with each action pinned as in `pins`; one that is not in there stays as it is. */
export function fillPins(text: string, pins: ReadonlyMap<string, string>): string {
  return text.replaceAll(pinned, (whole: string, action: string) => {
    const pin = pins.get(action);
    return pin === undefined ? whole : `${action}${pin}`;
  });
}
