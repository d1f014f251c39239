import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { type LineChannel, lineChannel } from '../../src/process/line-channel.ts';

function open(signal?: AbortSignal): {
  channel: LineChannel;
  says: PassThrough;
  hears: PassThrough;
} {
  const [says, hears] = [new PassThrough(), new PassThrough()];
  const speaker = 'the program';
  const channel = lineChannel({ input: says, output: hears, speaker, code: 'tool-failed', signal });
  return { channel, says, hears };
}

test('lines come whole and in order, however they were cut', async () => {
  const { channel, says, hears } = open();
  channel.tell('what?\n');
  expect(String(hears.read())).toBe('what?\n');
  says.write('on');
  const first = channel.line(10);
  says.write('e\ntwo\nthr');
  says.write(Buffer.from('ee größe\n').subarray(0, 6));
  says.write(Buffer.from('ee größe\n').subarray(6));
  expect([await first, await channel.line(10), await channel.line(10)]).toEqual([
    'one',
    'two',
    'three größe',
  ]);
  channel.end(undefined);
});

test('a line that does not come in time ends the channel, and says who kept silent', async () => {
  const { channel, says } = open();
  const problem = 'the program did not answer within 0.01 s';
  await expect(channel.line(0.01)).rejects.toMatchObject({
    code: 'tool-failed',
    facts: { problem },
  });
  expect(says.destroyed).toBe(true);
  await expect(channel.line(10)).rejects.toMatchObject({ facts: { problem } });
});

test('what came before the end is read before the reason, and only the first reason counts', async () => {
  const { channel, says } = open();
  says.write('last\nhal');
  await new Promise(setImmediate);
  channel.end(new Error('gone'));
  channel.end(new Error('another'));
  channel.tell('nobody hears it\n');
  expect(await channel.line(10)).toBe('last');
  await expect(channel.line(10)).rejects.toThrow('gone');
});

test('an end while somebody waits is told at once', async () => {
  const { channel } = open();
  const line = channel.line(10);
  channel.end(new Error('gone'));
  await expect(line).rejects.toThrow('gone');
});

test('a line without an end is no line', async () => {
  const { channel, says } = open();
  says.write('x'.repeat(2 ** 20 + 1));
  await expect(channel.line(10)).rejects.toThrow('the program sent a line of more than 1048576');
});

test('a broken stream and a cancelled run end it', async () => {
  const { channel, says } = open();
  says.destroy(new Error('EIO'));
  await expect(channel.line(10)).rejects.toMatchObject({
    facts: { problem: 'the connection to the program broke', why: 'EIO' },
  });
  const cancelled = new AbortController();
  const other = open(cancelled.signal);
  const line = other.channel.line(10);
  cancelled.abort(new Error('cancelled'));
  await expect(line).rejects.toThrow('cancelled');
  await expect(open(cancelled.signal).channel.line(10)).rejects.toThrow('cancelled');
});
