import { describe, expect, it } from 'vitest';
import {
  circleIn,
  faultsOf,
  faultsOfJourney,
  loneImportsOf,
  longCommentsOf,
  occupancyOf,
  roomOf,
} from '../../scripts/house/house.ts';
import { type Source, sourceOf } from '../../scripts/house/source.ts';

/** A file that imports others, with as many characters of code. */
function file(path: string, files: readonly string[] = [], characters = 10): Source {
  return { path, characters, longComments: [], files, modules: [] };
}

describe('what is read from a source', () => {
  it('counts code, and neither comments nor white space', () => {
    const text = "/** doc /* */\nconst a = '/* no comment */'; // one\nconst b = `//x`;\n";
    expect(sourceOf('core/a.ts', text).characters).toBe(
      "consta='/*nocomment*/';constb=`//x`;".length,
    );
  });

  it('counts Lua and pages likewise', () => {
    expect(sourceOf('guest/a.lua', '-- says\nlocal a = 1\n').characters).toBe('locala=1'.length);
    expect(sourceOf('guest/a.sh', '#!/bin/sh\n# says\necho $#\n').characters).toBe(6);
    expect(sourceOf('a.html', '<!-- says -->\n<p>\n').characters).toBe('<p>'.length);
  });

  it('finds imports of every kind, types and delayed ones too', () => {
    const text = `import { a } from './a.ts';
      import type { B } from '../core/b.ts';
      export { c } from '../core/c.ts';
      import { z } from 'zod';
      import { z as again } from 'zod';
      const d = await import('./d.ts');
      const e = "import { e } from './e.ts'";`;
    const { files, modules } = sourceOf('judge/x.ts', text);
    expect(files).toEqual(['judge/a.ts', 'core/b.ts', 'core/c.ts', 'judge/d.ts']);
    expect(modules).toEqual(['zod']);
  });

  it('names the lines of comments over 100 columns, and no line of code', () => {
    const long = 'x'.repeat(98);
    const text = `const a = '${long}';\n/**\n * ${long}\n */\n// ${'ü'.repeat(97)}\n`;
    const source = sourceOf('core/a.ts', text);
    expect(longCommentsOf('src', [source])).toEqual(['src/core/a.ts:3']);
  });

  it('names long comments of YAML, behind code too', () => {
    const long = 'x'.repeat(98);
    const source = sourceOf('ci.yml', `# ${long}x\na: ${long}\nb: 1 # ${long}\n# short\n`);
    expect(longCommentsOf('.github', [source])).toEqual(['.github/ci.yml:1', '.github/ci.yml:3']);
  });

  it('refuses a file that is no TypeScript', () => {
    expect(() => sourceOf('core/a.ts', 'const = 1')).toThrow("core/a.ts can't be parsed");
  });
});

describe('the rooms', () => {
  it('are folders, and an entry is of the room that has its name', () => {
    expect(['cli.ts', 'cli/options.ts', 'store/git/ref.ts'].map(roomOf)).toEqual([
      'cli',
      'cli',
      'store',
    ]);
  });

  it('have their size and their arrows', () => {
    const sources = [file('core/a.ts', ['core/b.ts']), file('run.ts', ['core/a.ts'], 5)];
    expect(occupancyOf(sources)).toEqual([
      { room: 'core', files: 1, characters: 10, imports: [] },
      { room: 'run', files: 1, characters: 5, imports: ['core'] },
    ]);
  });

  it('name a file that one other room alone imports', () => {
    const sources = [
      file('core/lone.ts'),
      file('core/shared.ts'),
      file('core/own.ts'),
      file('core/a.ts', ['core/own.ts']),
      file('judge/a.ts', ['core/lone.ts', 'core/shared.ts', 'core/own.ts']),
      file('judge/b.ts', ['core/lone.ts']),
      file('run.ts', ['core/shared.ts']),
    ];
    expect(loneImportsOf(sources)).toEqual([
      { path: 'core/lone.ts', importers: ['judge/a.ts', 'judge/b.ts'] },
    ]);
  });
});

describe('what is out of order', () => {
  it('is nothing in a small house without circles', () => {
    expect(faultsOf([file('core/a.ts'), file('judge/a.ts', ['core/a.ts'])])).toEqual([]);
  });

  it('is what is beyond a limit, with the amount', () => {
    const many = Array.from({ length: 360 }, (_, index) => file(`core/${index}.ts`, [], 4000));
    expect(faultsOf(many)).toEqual([
      '360 files in src, 1 more than the 359 allowed',
      '1440000 characters of code in src, 230000 more than the 1210000 allowed',
    ]);
    const lone = Array.from({ length: 31 }, (_, index) => file(`core/${index}.ts`));
    const importer = file(
      'judge/a.ts',
      lone.map(({ path }) => path),
    );
    expect(faultsOf([...lone, importer])).toEqual([
      '31 files that one other room alone imports, 1 more than the 30 allowed',
    ]);
  });

  it('is a circle between files, and one between rooms whose files have none', () => {
    expect(faultsOf([file('core/a.ts', ['core/b.ts']), file('core/b.ts', ['core/a.ts'])])).toEqual([
      'imports run in a circle: core/a.ts -> core/b.ts -> core/a.ts',
    ]);
    const rooms = [
      file('core/a.ts', ['judge/b.ts']),
      file('judge/b.ts'),
      file('judge/c.ts', ['core/d.ts']),
      file('core/d.ts'),
    ];
    expect(faultsOf(rooms)).toEqual(['imports run in a circle: core -> judge -> core']);
  });

  it('finds a circle that lies behind its start', () => {
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', []],
      ['c', ['d', 'b']],
      ['d', ['c']],
    ]);
    expect(circleIn(graph)).toEqual(['c', 'd', 'c']);
  });
});

describe('a journey', () => {
  const sources = [
    file('run.ts', ['judge/a.ts']),
    file('judge/a.ts', ['core/a.ts']),
    file('core/a.ts'),
    file('report/a.ts', ['judge/a.ts']),
    file('store/a.ts'),
  ];

  it('may go down an import and up one', () => {
    const files = ['run.ts', 'judge/a.ts', 'core/a.ts', 'report/a.ts'];
    expect(faultsOfJourney({ name: 'x', files }, sources)).toEqual([]);
  });

  it('names no file that is away, none twice, and none out of nowhere', () => {
    const files = ['run.ts', 'judge/a.ts', 'gone.ts', 'run.ts', 'store/a.ts'];
    expect(faultsOfJourney({ name: 'x', files }, sources)).toEqual([
      'the journey "x": gone.ts is no file of src',
      'the journey "x": run.ts is named twice',
      'the journey "x": store/a.ts is tied by no import to the files before it',
    ]);
  });
});
