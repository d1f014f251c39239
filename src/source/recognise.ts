import { accept, type Outcome, type Rejection, reject } from '../core/rejection.ts';
import { type SourceFormat, type SourceText, sourceFormats } from './definition.ts';
// Programs and templates by what they have, with what is to be given in their place.
import data from './recognise.json' with { type: 'json' };
import { lineFinder, placeOf, quoted } from './text.ts';

/**
 * What stands before a command: the begin of a line, an operator, an assignment, another command,
 * or what a trace and a list of processes print. It is looked at from the command backwards, each
 * part of it bounded: whatever may repeat would take for ever in a long line.
 */
const before =
  '(?:^[ \\t]*|^\\++[ \\t]|^\\t[-@+]+|^[ \\t]*(?:\\w+=\\S*[ \\t]+)+|[;&|(=@]|:-|^[ \\t]*\\d+[ \\t]+|' +
  '\\d:\\d\\d[ \\t]+|\\b(?:exec|sudo|env|then|do|else|nohup|time|Executing)[ \\t]+)["\']?' +
  '(?:[\\w./~${}-]{0,200}/)?';

/**
 * What a text of a format has, whatever its file is called. No sign crosses lines but from the
 * first one, so that none takes long.
 */
const signs: Readonly<Record<SourceFormat, RegExp>> = {
  libvirt: /^\s*(?:<\?[^>]*>\s*)?(?:<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>\s*)?<(?:domain|disk)[\s>/]/,
  kubevirt:
    /^[ \t-]*(?:[{[][^\n]*)?["']?apiVersion["']?[ \t]*:[ \t]*["']?(?:[\w-]+\.)?kubevirt\.io\//m,
  terraform: /^\s*\{\s*(?:"[^"]*"\s*:\s*(?:"[^"]*"|[\w.]+)\s*,\s*)*"format_version"\s*:/,
  proxmox: /^(?:(?:scsi|virtio|sata|ide|mp|efidisk|unused)\d+|rootfs|scsihw|bootdisk):/m,
  qemu: new RegExp(
    `(?<![^])\\s*\\[\\s*"|(?<=${before})(?:(?:qemu-system-\\w+|qemu-kvm)(?![\\w-])|` +
      '(?<!=)kvm(?=[ \\t]+-|[ \\t]\\\\$))',
    'm',
  ),
};

interface Template {
  readonly what: string;
  readonly sign: RegExp;
  readonly command: string;
}

const compiled = <T extends { readonly sign: string }>(list: readonly T[]) =>
  list.map(each => ({ ...each, sign: new RegExp(each.sign, 'm') }));

/** What makes a text that the gate reads: they are no text with values, so they are never read. */
const programs = compiled<(typeof data.programs)[number]>(data.programs);

/** Statements that choose between parts of a text; a value alone is no more than a placeholder. */
const templates: readonly Template[] = compiled(data.templates);

/** Signs of templates in a text that no parser takes. */
const looseTemplates: readonly Template[] = [...templates, ...compiled(data.loose)];

/**
 * The format of a text, by its content. Programs and templates are answered with the one command
 * that makes of them what can be read.
 */
export function recogniseFormat(source: SourceText): Outcome<SourceFormat> {
  const { path, text } = source;
  const code = withoutComments(text);
  // XML is nothing else, whatever its texts look like.
  const isXml = code.trimStart().startsWith('<');
  const found = sourceFormats.filter(
    format => (!isXml || format === 'libvirt') && signs[format].test(code),
  );
  const program = isXml ? undefined : programs.find(({ sign }) => sign.test(code));
  const [format, other] = found;
  // A definition may quote a program, in user data or a hook; what is only a program is one.
  if (program !== undefined && (format === undefined || format === 'qemu'))
    return refuseProgram(program, source, code);
  const template = templateIn(source, templates);
  if (template !== undefined) return { ok: false, rejections: [template] };
  const remedy = `name a file of ${sourceFormats.join(', ')}; in storage-gate.yml, write format: with one of them`;
  if (format === undefined) {
    const loose = templateIn(source);
    if (loose !== undefined) return { ok: false, rejections: [loose] };
    return reject(path, 'is no definition of a guest that the gate knows', remedy);
  }
  if (other !== undefined) return reject(path, `looks like ${found.join(' and like ')}`, remedy);
  return accept(format);
}

function refuseProgram(
  { what, sign, at, give }: (typeof programs)[number],
  { path, text }: SourceText,
  code: string,
) {
  const offset = (new RegExp(at ?? sign, 'm').exec(code) ?? sign.exec(code))?.index ?? 0;
  // The sign may begin with the white space of the lines before it.
  const start = offset + (/^\s*/.exec(code.slice(offset))?.[0].length ?? 0);
  return reject(placeOf(path, lineFinder(text)(start)), what, `give ${give}`);
}

/**
 * That a text which its parser refuses is a template, with the line of its first statement, or else
 * `line`; undefined where it has no sign of one.
 */
export function templateIn(
  { path, text }: SourceText,
  known: readonly Template[] = looseTemplates,
  line?: number,
): Rejection | undefined {
  const code = withoutComments(text);
  const marks = known.flatMap(each => {
    const mark = each.sign.exec(code);
    return mark === null ? [] : [{ ...each, mark, isStatement: templates.includes(each) }];
  });
  const [first] = marks;
  if (first === undefined) return undefined;
  const { what, command, mark, isStatement } = first;
  const start = mark.index + mark[0].length - mark[0].trimStart().length;
  const problem = `${what} (${quoted(mark[0].trim())}), which the gate does not run`;
  const remedy = `render it in a step before (${command}), at head and base, and give both: from: { head: …, base: … }`;
  const at = isStatement || line === undefined ? lineFinder(text)(start) : line;
  return { path: placeOf(path, at), problem, remedy };
}

/** The text with blanks in place of the comments of XML and of lines that are one. */
function withoutComments(given: string): string {
  // What ends a line for a sign, ends it for every part of one.
  const text = given.replace(/\r\n?|[\u2028\u2029]/g, end =>
    end === '\r' ? '\n' : ' ' + end.slice(1),
  );
  const isXml = text.trimStart().startsWith('<');
  if (!isXml)
    return text.replace(/(?<=^|[ \t])#(?!!|include\b).*/gm, comment => ' '.repeat(comment.length));
  let code = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf('<!--', from);
    const end = start < 0 ? -1 : text.indexOf('-->', start + 4);
    if (end < 0) return code + text.slice(from);
    code += text.slice(from, start) + text.slice(start, end + 3).replace(/[^\n]/g, ' ');
    from = end + 3;
  }
}
