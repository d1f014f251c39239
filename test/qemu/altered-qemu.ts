import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What an altered QEMU does when a file is to be opened with this engine, and with this
 * `cache.direct` if given.
 */
export interface Alteration {
  readonly aio: string;
  readonly direct?: boolean;
  /** Refuses with this sentence, and asks the real one nothing. */
  readonly refuse?: string;
  /** Says this on stderr, and then lets the real one open it. */
  readonly warn?: string;
}

/**
 * A program that is the real QEMU behind a monitor that passes everything on, but for what the
 * alterations say.
 */
export async function alteredQemu(
  directory: string,
  { qemu, alterations }: { readonly qemu: string; readonly alterations: readonly Alteration[] },
): Promise<string> {
  const path = join(directory, 'altered-qemu');
  await writeFile(path, script(qemu, alterations), { mode: 0o755 });
  return path;
}

function script(qemu: string, alterations: readonly Alteration[]): string {
  return `#!${process.execPath}
const { spawn } = require('node:child_process');
const { writeSync } = require('node:fs');
const { connect, createServer } = require('node:net');
const alterations = ${JSON.stringify(alterations)};
const words = process.argv.slice(2);
const index = words.findIndex(word => word.startsWith('socket,id=monitor'));
const path = /path=([^,]+)/.exec(words[index])[1];
words[index] = words[index].replace(path, path + '-real');
createServer(real => {
  const gate = connect(path);
  real.pipe(gate);
  real.on('error', () => undefined);
  gate.on('error', () => undefined);
  require('node:readline').createInterface({ input: gate }).on('line', line => {
    const { execute, arguments: args = {}, id } = JSON.parse(line);
    const found = execute === 'blockdev-add' && alterations.find(({ aio, direct }) =>
      aio === args.aio && (direct === undefined || direct === (args.cache?.direct ?? false)));
    if (found && found.warn) writeSync(2, found.warn + '\\n');
    if (found && found.refuse) {
      gate.write(JSON.stringify({ error: { class: 'GenericError', desc: found.refuse }, id }) + '\\r\\n');
    } else real.write(line + '\\n');
  });
}).listen(path + '-real', () => {
  const child = spawn(${JSON.stringify(qemu)}, words, { stdio: 'inherit' });
  child.on('exit', status => process.exit(status ?? 1));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
});
`;
}
