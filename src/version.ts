import manifest from '../package.json' with { type: 'json' };

/** Version of this program from package.json; every run document has it. */
export const toolVersion: string = manifest.version;

/** Address of the sources; package.json is the one place that names the account. */
export const repositoryUrl: string = manifest.repository.url.replaceAll(/^git\+|\.git$/g, '');

/** Where bugs are reported. */
export const issuesUrl: string = `${repositoryUrl}/issues`;
