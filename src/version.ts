import manifest from '../package.json' with { type: 'json' };

/** Version of this program, as package.json says; it stands in every run document. */
export const toolVersion: string = manifest.version;
