import type { Gathered } from '../gathered.ts';
import { quoted } from '../text.ts';
import { controllerFields } from './classes.ts';
import type { DiskElement, Domain } from './domain.ts';
import { sortFields, type Values } from './fields.ts';
import { show } from './xml.ts';

const models = /^virtio-(?:scsi|(?:non-)?transitional)$/;

/** The fields of a SCSI disk's controller; undefined where it is not virtio-scsi. */
export function scsiController(
  { controller: index = -1, names }: DiskElement,
  { controllers, onController }: Domain,
  { line, found }: { readonly line: number; readonly found: Gathered },
): Values | undefined {
  const [controller, second] = controllers.get(index) ?? [];
  const model = controller?.attributes['model'];
  const refuse = (problem: string): undefined => {
    const remedy = "give it a controller of its own that says model='virtio-scsi'";
    const value = quoted(model ?? 'not said');
    const place = { value, line: (second ?? controller)?.line ?? line };
    found.refuse('controller', place, problem, undefined, remedy);
  };
  if (controller === undefined) {
    return refuse(
      index < 0
        ? 'nothing says on which SCSI controller the disk hangs'
        : `SCSI controller ${index} is not there: libvirt adds one, an LSI on x86`,
    );
  }
  if (second !== undefined) return refuse(`SCSI controller ${index} is there twice`);
  if (model === undefined) return refuse(`${show(controller)} is an LSI controller on x86`);
  if (!models.test(model)) {
    const what = model.startsWith('lsi') ? 'an LSI controller' : 'no controller that the gate has';
    return refuse(`${show(controller, 'model', model)} is ${what}`);
  }
  const values = sortFields(controller, controllerFields, found);
  const others = onController.get(index)?.flatMap(disk => disk.names.slice(0, 1)) ?? [];
  found.tellShared(
    'controller',
    controller.line,
    `controller ${index} also has`,
    others.filter(other => other !== names[0]),
  );
  return values;
}
