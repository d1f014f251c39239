import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';

/**
 * What QEMU says over QMP (docs/interop/qmp-spec.rst); unknown keys are allowed, as the
 * specification asks.
 */
export type QmpMessage =
  | { readonly kind: 'greeting' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number | undefined; readonly reason: string }
  | {
      readonly kind: 'event';
      readonly name: string;
      readonly data: Readonly<Record<string, unknown>>;
    };

const greeting = z.object({ QMP: z.object({ version: z.unknown() }) });
const answer = z
  .object({ return: z.unknown(), id: z.int() })
  .refine(message => message.return !== undefined);
const refusal = z.object({
  error: z.object({ class: z.string(), desc: z.string() }),
  id: z.int().optional(),
});
const event = z.object({ event: z.string(), data: z.record(z.string(), z.unknown()).optional() });

/** The QMP message in one line; undefined where the line is not one. */
export function parseQmpMessage(line: string): QmpMessage | undefined {
  const message = parseJson(line);
  const asEvent = event.safeParse(message);
  if (asEvent.success)
    return { kind: 'event', name: asEvent.data.event, data: asEvent.data.data ?? {} };
  const asAnswer = answer.safeParse(message);
  if (asAnswer.success)
    return { kind: 'answer', id: asAnswer.data.id, value: asAnswer.data.return };
  const asRefusal = refusal.safeParse(message);
  if (asRefusal.success)
    return { kind: 'refusal', id: asRefusal.data.id, reason: asRefusal.data.error.desc };
  return greeting.safeParse(message).success ? { kind: 'greeting' } : undefined;
}

/**
 * Splits what arrives in pieces into lines; calls back with `undefined` once a line is longer than
 * `limit` characters.
 */
export function splitLines(
  limit: number,
  onLine: (line: string | undefined) => void,
): (chunk: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let pieces: string[] = [];
  let length = 0;
  return chunk => {
    const [first = '', ...rest] = decoder.write(chunk).split('\n');
    pieces.push(first);
    length += first.length;
    for (const piece of rest) {
      onLine(pieces.join(''));
      pieces = [piece];
      length = piece.length;
    }
    if (length <= limit) return;
    pieces = [];
    length = 0;
    onLine(undefined);
  };
}
