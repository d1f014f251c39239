import { type Classes, classesOf, reasonsOf } from '../classes.ts';
// Complete against the options of `-drive`, of the block nodes file, raw, qcow2 and throttle, and
// of four devices, by what it names. Owners are `drive`, `node` for every block node, a driver of a
// node, a device, or an object.
import data from './classes.json' with { type: 'json' };

/** Every option of the nodes and devices that the gate reads, by what has it. */
export const options: ReadonlyMap<string, Classes> = new Map(
  Object.entries(data.options).map(([of, classes]) => [of, classesOf(classes)]),
);

/** Values of options that are words or numbers; what is not here is refused. */
export const words: Readonly<Record<string, string>> = data.words;

/** Why a node of a driver can't be measured in a file; what is not here is a format or a filter. */
export const refusedDrivers = reasonsOf(data.drivers);

/** Why a disk on a device can't be measured, by the beginning of the device's name. */
export const refusedDevices = reasonsOf(data.devices);

/** Types of devices above those that the gate has, by which `-global` reaches them too. */
export const typesAbove: Readonly<Record<string, string | readonly string[]>> = data.types;
