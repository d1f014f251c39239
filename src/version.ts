import manifest from '../package.json' with { type: 'json' };

/** Version of this program, as package.json says; it stands in every run document. */
export const toolVersion: string = manifest.version;

/** Where the sources are: package.json is the one place that names the account. */
export const repositoryUrl: string = manifest.repository.url.replaceAll(/^git\+|\.git$/g, '');

/** Where bugs are reported. */
export const issuesUrl: string = `${repositoryUrl}/issues`;
