import { parseXml, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import { accept, type Outcome, reject } from '../../core/rejection.ts';
import type { SourceText } from '../definition.ts';
import { templateIn } from '../recognise.ts';
import { lineFinder, mostLevels, placeOf, quoted, tooDeep } from '../text.ts';

/** An element with its own line; a text in it has no blanks around it. */
export interface Element {
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
  /** The line of the text. */
  readonly textLine: number;
  /** Another format that says it, by attribute: how it spells that, and where. */
  readonly said?: Readonly<Record<string, { readonly name: string; readonly line: number }>>;
}

/** The document element of an XML text, without any entity of its own. */
export function readXml(source: SourceText): Outcome<Element> {
  const { path, text } = source;
  const lineOf = lineFinder(text);
  const unsafe = scanMarkup(text);
  if (unsafe !== undefined) {
    const place = placeOf(path, lineOf(unsafe.offset));
    if (unsafe.isDeep) return tooDeep(place);
    return reject(place, 'has a DOCTYPE, whose entities are never read', 'take the DOCTYPE out');
  }
  try {
    const { root } = parseXml(text, { includeOffsets: true });
    return root === null
      ? reject(path, 'has no element', 'give a domain')
      : accept(elementOf(root, lineOf));
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const template = templateIn(source, undefined, error.line);
    if (template !== undefined)
      return { ok: false, rejections: [{ ...template, problem: `no XML: ${template.problem}` }] };
    const [what = ''] = error.message.split('\n');
    const problem = `no XML: ${quoted(what.replace(/ \(line .*/, ''))}`;
    return reject(placeOf(path, error.line), problem, 'let `xmllint --noout` accept it first');
  }
}

function elementOf(element: XmlElement, lineOf: (offset: number) => number): Element {
  const texts = element.children.filter(
    child => child instanceof XmlText && child.text.trim() !== '',
  ) as XmlText[];
  const [first] = texts;
  const line = lineOf(element.start);
  const blanks = first === undefined ? 0 : first.text.length - first.text.trimStart().length;
  let children: readonly Element[] | undefined;
  return {
    name: element.name,
    line,
    attributes: element.attributes,
    // Most of a domain is no disk, and never looked at.
    get children() {
      children ??= element.children.flatMap(child =>
        child instanceof XmlElement ? [elementOf(child, lineOf)] : [],
      );
      return children;
    },
    text: texts.map(({ text }) => text.trim()).join(' '),
    textLine: first === undefined ? line : lineOf(first.start + blanks),
  };
}

/** Where a document has what no parser should see; undefined where it has nothing of that kind. */
function scanMarkup(
  text: string,
): { readonly offset: number; readonly isDeep: boolean } | undefined {
  let level = 0;
  let offset = 0;
  for (;;) {
    offset = text.indexOf('<', offset);
    if (offset < 0) return undefined;
    if (text.startsWith('<!DOCTYPE', offset)) return { offset, isDeep: false };
    const closing = opaque.find(([opening]) => text.startsWith(opening, offset))?.[1];
    const end = closing === undefined ? endOfTag(text, offset) : text.indexOf(closing, offset + 4);
    if (end < 0) return undefined;
    if (closing === undefined && text[offset + 1] === '/') level -= 1;
    else if (closing === undefined && text[end - 1] !== '/') level += 1;
    if (level > mostLevels) return { offset, isDeep: true };
    offset = end;
  }
}

/** What no markup is read in, from where to where. */
const opaque = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** Where a tag ends, whatever its quotes hold; -1 where it does not. */
function endOfTag(text: string, begin: number): number {
  const stops = /["'>]/g;
  for (stops.lastIndex = begin; ; ) {
    const stop = stops.exec(text);
    if (stop === null || stop[0] === '>') return stop?.index ?? -1;
    const closing = text.indexOf(stop[0], stop.index + 1);
    if (closing < 0) return -1;
    stops.lastIndex = closing + 1;
  }
}

/** The first child of that name. */
export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find(child => child.name === name);
}

/** An element and one of its attributes, as messages show it: `<driver cache="none">`. */
export function show({ name, said }: Element, attribute?: string, value = ''): string {
  const other = said?.[attribute ?? ''];
  if (other !== undefined)
    return attribute === undefined ? other.name : `${other.name}: ${quoted(value)}`;
  return attribute === undefined ? `<${name}>` : `<${name} ${attribute}="${quoted(value)}">`;
}
