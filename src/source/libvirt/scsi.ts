import { quoted } from '../text.ts';
import { controllerFields } from './classes.ts';
import type { DiskElement, Domain } from './domain.ts';
import { type Gathered, refusedField, type Sorted, sortFields } from './fields.ts';
import { show } from './xml.ts';

const models = new Set(['virtio-scsi', 'virtio-transitional', 'virtio-non-transitional']);

/** The fields of a SCSI disk's controller; undefined where it is not virtio-scsi. */
export function scsiController(
  { controller: index = -1, names }: DiskElement,
  {
    line,
    domain,
    found,
  }: { readonly line: number; readonly domain: Domain; readonly found: Gathered },
): Pick<Sorted, 'values'> | undefined {
  const [controller, second] = domain.controllers.get(index) ?? [];
  const model = controller?.attributes['model'];
  if (
    controller === undefined ||
    second !== undefined ||
    model === undefined ||
    !models.has(model)
  ) {
    const shown = controller === undefined ? '' : show(controller, model && 'model', model);
    const problem =
      controller === undefined
        ? index < 0
          ? 'nothing says on which SCSI controller the disk hangs'
          : `SCSI controller ${index} is not there: libvirt adds one, an LSI on x86`
        : second !== undefined
          ? `SCSI controller ${index} is there twice`
          : model === undefined || model.startsWith('lsi')
            ? `${shown} is an LSI controller${model === undefined ? ' on x86' : ''}`
            : `${shown} is no controller that the gate has`;
    const place = {
      value: quoted(model ?? 'not said'),
      line: (second ?? controller)?.line ?? line,
    };
    const remedy = "give it a controller of its own that says model='virtio-scsi'";
    found.refused.push({ ...refusedField('controller', place, problem), remedy });
    return undefined;
  }
  const sorted = sortFields(controller, controllerFields);
  found.refused.push(...sorted.refused);
  found.told.push(...sorted.told);
  const others = (domain.onController.get(index) ?? []).flatMap(({ names: [other = ''] }) =>
    other === names[0] ? [] : [other],
  );
  if (others.length > 0) {
    const value = quoted(others.join(', '));
    const says = `controller ${index} also has ${value}; the gate gives each disk its own`;
    found.told.push({ name: 'controller', value, line: controller.line, says });
  }
  return sorted;
}
