import { allows, type Classes, type ClassifiedField, isFilled, sortValue } from '../classes.ts';
import type { Gathered, Value } from '../gathered.ts';
import { quoted } from '../text.ts';
import { words } from './classes.ts';
import { type Element, show } from './xml.ts';

/** Values that set a field of the mode, by their paths. */
export type Values = ReadonlyMap<string, Value>;

/**
 * Sorts every attribute, element and text under an element by its class, and gives back what sets
 * something; unknown is refused.
 */
export function sortFields(root: Element, known: Classes, found: Gathered): Values {
  const values = new Map<string, Value>();
  const paths = [...known.keys()];

  const refuseUnknown = (shown: string, name: string, line: number, prefix: string): void => {
    const names = () =>
      paths.flatMap(path =>
        path.startsWith(prefix) ? path.slice(prefix.length).split(/[@/]/).slice(0, 1) : [],
      );
    const problem = `${shown}: libvirt has no such thing there`;
    found.refuseUnknown(name, { value: shown, line }, problem, names);
  };
  const sort = (field: ClassifiedField, name: string, value: Value): void => {
    const { class: kind, usual, name: path } = field;
    if (kind.kind === 'neutral' || value.value === usual) return;
    if (!isFilled(name, value, found)) return;
    if (kind.kind !== 'mapped') sortValue(field, { name, value }, found);
    else if (allows(words[path], { name, value }, found)) values.set(path, value);
  };
  const walk = (element: Element, prefix: string): void => {
    for (const [name, value] of Object.entries(element.attributes)) {
      const field = known.get(`${prefix}@${name}`);
      const { line, name: spelled } = element.said?.[name] ?? { line: element.line, name };
      if (field === undefined) refuseUnknown(show(element, name, value), name, line, `${prefix}@`);
      else {
        // Few are shown, and a file may have thousands.
        const lazy = {
          value,
          line,
          get shown() {
            return show(element, name, value);
          },
        };
        sort(field, spelled, lazy);
      }
    }
    if (element.text !== '' && !known.has(prefix)) {
      const shown = `${show(element)} ${quoted(element.text)}`;
      refuseUnknown(shown, element.text, element.textLine, '\n');
    }
    const seen = new Set<string>();
    for (const child of element.children) {
      const path = prefix === '' ? child.name : `${prefix}/${child.name}`;
      const isAgain = seen.has(child.name);
      seen.add(child.name);
      const field = known.get(path);
      if (isAgain && path !== 'source/seclabel')
        refuseUnknown(`a second ${show(child)}`, child.name, child.line, '\n');
      else if (
        field === undefined &&
        paths.some(inside => inside.startsWith(path) && /[@/]/.test(inside.charAt(path.length)))
      )
        walk(child, path);
      else if (field === undefined) {
        refuseUnknown(show(child), child.name, child.line, prefix === '' ? '' : `${prefix}/`);
      } else {
        if (field.class.kind !== 'neutral') sortElement(field, child, sort);
        // What is refused or told is so with all that is in it, and a mapping is read as one.
        const isWhole = child.name === 'iothreads' || /^(?:refused|told)$/.test(field.class.kind);
        if (!isWhole) walk(child, path);
      }
    }
  };
  walk(root, '');
  return values;
}

const limits =
  /^(?:(?:total|read|write)_(?:bytes|iops)_sec(?:_max(?:_length)?)?|size_iops_sec|group_name)$/;

function isNoLimit(limit: Element): boolean {
  return limits.test(limit.name) && contentOf(limit) === '0';
}

/** Elements whose class holds for all that is in them. */
function sortElement(
  field: ClassifiedField,
  element: Element,
  sort: (field: ClassifiedField, name: string, value: Value) => void,
): void {
  const { name, line, children } = element;
  if (name === 'iotune') {
    // Each limit has a line, and a limit of 0 is none.
    for (const limit of [{ ...element, children: [] }, ...children]) {
      const shown = `<iotune>${show(limit)} ${quoted(contentOf(limit))}`;
      const value = { value: `${limit.name}=${contentOf(limit)}`, line: limit.line, shown };
      if (limit.name === name ? contentOf(limit) === '' : isNoLimit(limit)) continue;
      const isKnown = limits.test(limit.name) && contentOf(limit) === limit.text;
      const why = 'is no limit that libvirt has';
      sort(isKnown ? field : { ...field, class: { kind: 'refused', why } }, name, value);
    }
    return;
  }
  // An empty one ends a chain, which is what says that there is none.
  if (name === 'backingStore' && contentOf(element) === '') return;
  const layers = name === 'backingStore' ? layersOf(element) : 0;
  const shown = layers === 0 ? show(element) : `${show(element)}, a backing chain of ${layers},`;
  const spelled = element.said?.['']?.name ?? name;
  sort(field, layers === 0 ? spelled : 'backing', {
    name: spelled,
    value: contentOf(element),
    line,
    shown,
  });
}

/** The image itself and the layers below it. */
function layersOf(element: Element): number {
  const below = element.children.find(({ name }) => name === 'backingStore');
  return below === undefined || contentOf(below) === '' ? 2 : 1 + layersOf(below);
}

/** All that an element says, in one line: a change of it is seen by that. */
function contentOf({ attributes, text, children }: Element): string {
  const own = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
  const inside = children.map(child => `${child.name}(${contentOf(child)})`);
  return [...own.toSorted(), text, ...inside].filter(part => part !== '').join(' ');
}
