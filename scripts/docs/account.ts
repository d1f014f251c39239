import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { repositoryUrl } from '../../src/version.ts';

/** The account that this repository is under, as `repository` of package.json names it. */
export const ourAccount: string = repositoryUrl.split('/').at(-2) ?? '';

/** Where the account stands: an address of the repository, a workflow's `uses`, gh's `--repo`. */
const mention = /(?<=github\.com\/|uses: |--repo )[\w-]+(?=\/qemu-storage-gate\b)/g;

/** `text` with the repository under `account` wherever it is named. */
export function fillAccount(text: string, account: string): string {
  return text.replaceAll(mention, account);
}

/** The files of `root`, relative to it, that people read and that may name the repository. */
export function filesThatNameUs(root: string): string[] {
  const folders = [
    '.',
    '.github',
    '.github/workflows',
    '.github/ISSUE_TEMPLATE',
    'docs',
    'examples',
    'report',
  ];
  return folders.flatMap(folder =>
    readdirSync(resolve(root, folder), { withFileTypes: true })
      .filter(entry => entry.isFile() && /\.(md|ya?ml)$/.test(entry.name))
      .map(({ name }) => (folder === '.' ? name : `${folder}/${name}`))
      .concat(folder === '.' ? ['package.json'] : []),
  );
}
