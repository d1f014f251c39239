import { GateError } from '../errors.ts';

/**
 * Most bytes of one answer. A measuring tool says some kilobytes; more would only fill our memory.
 */
const maxAnswer = 8 * 1024 * 1024;

/**
 * Sent by the agent before the answer to guest-sync-delimited; part of no UTF-8 text, so what
 * precedes it is garbage.
 */
const delimiter = 0xff;
const newline = 0x0a;

/** Cuts a byte stream into answers. */
export interface FrameReader {
  /**
   * Takes further bytes and returns the lines that they complete; `agent-failed` for a line beyond
   * `maxAnswer`.
   */
  readonly push: (chunk: Buffer) => readonly string[];
}

/**
 * A reader of the guest agent's stream: a line is an answer. What comes before the first delimiter
 * is left over from whoever spoke to the agent earlier, and is dropped.
 */
export function createFrameReader(): FrameReader {
  let held: Buffer[] = [];
  let size = 0;
  let synchronized = false;

  const hold = (bytes: Buffer) => {
    const delimited = bytes.lastIndexOf(delimiter);
    if (delimited >= 0) {
      synchronized = true;
      held = [];
      size = 0;
    }
    if (!synchronized) return;
    const part = bytes.subarray(delimited + 1);
    held.push(part);
    size += part.length;
    if (size > maxAnswer) throw tooLong();
  };
  const release = (): string => {
    const line = Buffer.concat(held).toString().trim();
    held = [];
    size = 0;
    return line;
  };

  return {
    push: chunk => {
      const lines: string[] = [];
      let start = 0;
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
        hold(chunk.subarray(start, end));
        lines.push(release());
        start = end + 1;
      }
      hold(chunk.subarray(start));
      return lines.filter(line => line !== '');
    },
  };
}

function tooLong(): GateError {
  return new GateError('agent-failed', {
    problem: `the guest agent sent an answer of more than ${maxAnswer / 1024 / 1024} MiB`,
    remedy: 'let the program in the guest write less to its output',
  });
}
