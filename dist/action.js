// Starts an entry of the action. An older Node can't parse what that is, so nothing modern stands
// here: every Node since 14 reads it.
var major = Number(process.versions.node.split('.')[0]);
if (major >= 24) {
  import('./chunks/action-step.js').catch(function (error) {
    process.stdout.write(
      '::error::storage-gate could not be loaded: ' +
        String(error).replace(/%/g, '%25').replace(/\r?\n/g, '%0A') +
        '\n',
    );
    process.exitCode = 70;
  });
} else {
  process.stdout.write(
    '::error title=Node is too old::storage-gate needs Node 24 or newer, and this runner started it with Node ' +
      process.versions.node +
      '. Update the runner to 2.327.1 or newer; on Gitea and Forgejo put Node 24 into its PATH.\n',
  );
  process.exitCode = 69;
}
