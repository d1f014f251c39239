import { classesOf } from '../classes.ts';
// Complete against the schema that it names: every element and attribute that may stand under a
// disk and under the controller of a SCSI disk; `driver@cache` is an attribute of `driver`.
import data from './classes.json' with { type: 'json' };

/** What the classes are complete against. */
export const schemaSource = { schema: data.schema, versions: data.versions };

/** Every field under a disk. */
export const diskFields = classesOf(data.disk);

/** Every field under a controller of SCSI disks. */
export const controllerFields = classesOf(data.controller);

/** Kinds of storage by `type=` of a disk that QEMU does not reach as a file. */
export const refusedTypes: ReadonlyMap<string, string> = new Map(Object.entries(data.types));

/** Values of the fields that are words or numbers; what is not here is refused. */
export const words: Readonly<Record<string, string>> = data.words;

/** Buses that libvirt guesses from the first letters of a target. */
export const guessedBuses: ReadonlyMap<string, string> = new Map(Object.entries(data.buses));
