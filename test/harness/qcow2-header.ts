/** What a header of a qcow2 image says; a field that is left out is that of a sound image. */
export interface MadeHeader {
  readonly magic?: string;
  readonly version?: number;
  readonly size?: number | bigint;
  readonly clusterBits?: number;
  readonly headerLength?: number;
  readonly crypt?: number;
  readonly incompatible?: bigint;
  readonly compatible?: bigint;
  readonly compression?: number;
  readonly refcountOrder?: number;
  readonly backing?: string;
  readonly nameAt?: bigint;
  readonly format?: string;
  readonly dataFile?: string;
  /** Type and length of one more extension, without its content. */
  readonly extension?: readonly [number, number];
  /** Bytes after which it ends. */
  readonly cut?: number;
}

/** The first cluster of an image that nothing else of is there. */
export function qcow2Header(made: MadeHeader = {}): Buffer {
  const bytes = Buffer.alloc(65_536);
  const nameAt = 4096;
  bytes.write(made.magic ?? 'QFI\u00fb', 0, 'latin1');
  bytes.writeUInt32BE(made.version ?? 3, 4);
  bytes.writeUInt32BE(made.clusterBits ?? 16, 20);
  bytes.writeBigUInt64BE(BigInt(made.size ?? 2 ** 20), 24);
  bytes.writeUInt32BE(made.crypt ?? 0, 32);
  if ((made.version ?? 3) >= 3) {
    bytes.writeBigUInt64BE(made.incompatible ?? 0n, 72);
    bytes.writeBigUInt64BE(made.compatible ?? 0n, 80);
    bytes.writeUInt32BE(made.refcountOrder ?? 4, 96);
    bytes.writeUInt32BE(made.headerLength ?? 112, 100);
    bytes.writeUInt8(made.compression ?? 0, 104);
  }
  if (made.backing !== undefined) {
    bytes.writeBigUInt64BE(made.nameAt ?? BigInt(nameAt), 8);
    bytes.writeUInt32BE(made.backing.length, 16);
    bytes.write(made.backing, nameAt);
  }
  let at = (made.version ?? 3) >= 3 ? 112 : 72;
  for (const [type, text] of [
    [0xe2792aca, made.format],
    [0x44415441, made.dataFile],
  ] as const) {
    if (text === undefined) continue;
    bytes.writeUInt32BE(type, at);
    bytes.writeUInt32BE(text.length, at + 4);
    bytes.write(text, at + 8);
    at += 8 + Math.ceil(text.length / 8) * 8;
  }
  if (made.extension !== undefined) {
    bytes.writeUInt32BE(made.extension[0], at);
    bytes.writeUInt32BE(made.extension[1], at + 4);
  }
  return bytes.subarray(0, made.cut ?? bytes.length);
}
