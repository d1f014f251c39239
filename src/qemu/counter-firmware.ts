/**
 * A firmware that answers each byte on the first serial port with the eight bytes of the
 * processor's time stamp counter, lowest first. QEMU wants 64 KiB of it; the processor starts at
 * their last 16 bytes.
 *
 *     wait: mov dx,3fd  in al,dx  test al,1  jz .     until a byte is there ("data ready")
 *           mov dx,3f8  in al,dx                      take it
 *           rdtsc  mov ebx,eax  mov edi,edx
 *           mov cx,8
 *     next: mov dx,3fd  in al,dx  test al,20  jz .    until the port is free ("transmitter empty")
 *           mov dx,3f8  mov al,bl  out dx,al
 *           shrd ebx,edi,8  shr edi,8
 *           loop next
 *           jmp wait
 */
export function counterFirmware(): Buffer {
  const firmware = Buffer.alloc(64 * 1024);
  firmware.write(wait + take + send, 'hex');
  firmware.write(start, resetVector, 'hex');
  return firmware;
}

const wait = 'bafd03 ec a801 74fb'.replaceAll(' ', '');
const take = 'baf803 ec 0f31 6689c3 6689d7'.replaceAll(' ', '');
const send = 'b90800 bafd03 ec a820 74fb baf803 88d8 ee 660facfb08 66c1ef08 e2e7 ebce'.replaceAll(
  ' ',
  '',
);

/** Where the processor starts, and a jump from there to the first byte. */
const resetVector = 0xfff0;
const start = 'e90d00';
