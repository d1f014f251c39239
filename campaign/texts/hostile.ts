import { randomFrom } from '../../src/statistics/random.ts';

/** What was seen to break out of one medium or another. */
const attacks: readonly string[] = [
  '\u001b[2J\u001b[1;32mGATE PASSED\u001b[0m',
  '\u001b[31mred',
  '\u001b]0;title\u0007',
  '\u001b]8;;http://evil.example\u001b\\link\u001b]8;;\u001b\\',
  '\u009b31mred',
  '\u0090q\u009c',
  'a\b\b\bpassed',
  '\r0 regressed\u001b[K',
  '\n::error::made up',
  '\n::set-output name=verdict::unchanged',
  '\n  ::add-mask::a',
  '\r::error::cr',
  '\r\n::stop-commands::tok',
  '\u2028::error::ls',
  '\u0085::error::nel',
  '\u000b::error::vt',
  '\u00a0::error::nbsp',
  '\u3000::error::ideographic',
  '::error file=a.ts,line=1::made up',
  '::stop-commands::tok',
  '::group::x',
  '##[error]v1',
  '##[group]x',
  'x ##[add-mask]y',
  '###[set-output name=verdict;]unchanged',
  '%0A::error::x',
  'x%0D%0A%25',
  'verdict<<EOF\nunchanged\nEOF',
  '\nverdict=unchanged',
  'ghadelimiter_1\nverdict=unchanged',
  '@everyone @octocat #1 GH-1 octo/repo#2',
  '<img src=x onerror=alert(1)><script>alert(1)</script>',
  '<!-- state {"sha":"x"} -->',
  '-->\n<h1>x</h1>',
  '</details></table></pre><h1>PASSED</h1>',
  '[click](javascript:alert(1)) ![i](http://evil.example/x.png)',
  'http://evil.example www.evil.example mailto:a@b.c',
  '| a | b |\n|---|---|',
  '\n\n```\ncode\n```\n',
  '`x` ``y``',
  '~~s~~ **b** __u__ _i_',
  '\n\n# heading',
  '\n- [x] task',
  '\n1. one',
  '\n> quote',
  '\n\n***\n\n',
  '$\\sqrt{x}$ $$x$$',
  ':smile: :+1:',
  '&lt;b&gt; &#60;b&#62; &amp;',
  '\\<b\\>',
  '[^1]\n\n[^1]: foot',
  '[ref]\n\n[ref]: http://evil.example',
  '\u202eevil\u202c \u2066x\u2069',
  '\u200b\u200d\ufeff\u2060',
  '\u00ad\u034f\u061c\u115f\u3164\uffa0',
  '\u{e0041}\u{e0042}',
  '\ud800lone',
  '\ue000\ufdd0\u{10ffff}',
  '${{ secrets.X }}',
  "'; touch pwned #",
  '$(touch pwned) `touch pwned`',
  'x'.repeat(120),
  'word '.repeat(30),
];

const between = ['', ' ', '\n', '\t', 'x', '\u2029', ': '];

/** Texts made of attacks: first each alone, then several in a row, cut where documents end. */
export function hostileTexts(seed: number, count: number): readonly string[] {
  const random = randomFrom(seed);
  const pick = (items: readonly string[]) => items[Math.floor(random() * items.length)] ?? '';
  return Array.from({ length: count }, (_, index) => {
    const alone = attacks[index];
    if (alone !== undefined) return alone;
    const length = 1 + Math.floor(random() * 4);
    const parts = Array.from({ length }, () => `${pick(between)}${pick(attacks)}`);
    return parts.join('').slice(0, 490);
  });
}

/** The text with its breaks of lines as spaces: whoever shows it as one line shows the same. */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ');
}
