import type { Element } from '../libvirt/xml.ts';
import type { Part } from './part.ts';

/** What libvirt is told, and what said so: a part, under its name in the definition. */
type Attribute = string | readonly [part: Part | undefined, name: string, value?: string] | false;

/** An element as KubeVirt makes it for libvirt. */
export function element(
  name: string,
  line: number,
  given: Readonly<Record<string, Attribute>> = {},
  children: readonly Element[] = [],
): Element {
  const attributes: Record<string, string> = {};
  const said: Record<string, { name: string; line: number }> = {};
  for (const [key, attribute] of Object.entries(given)) {
    if (typeof attribute === 'string') attributes[key] = attribute;
    if (typeof attribute !== 'object' || attribute[0] === undefined) continue;
    const [part, spelled, value = part.text] = attribute;
    if (key !== '') attributes[key] = value;
    said[key] = { name: spelled, line: part.line };
  }
  return { name, line, attributes, children, text: '', textLine: line, said };
}
