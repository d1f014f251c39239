import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Says loudly at the end which tests this host could not run, and why: else nobody would see that
 * they prove nothing here. On GitHub as a warning of the job. Where SKIPPED_TESTS=fail is set they
 * fail the run: for a host that has all it takes.
 */
export function skippedTestsReporter(): Reporter {
  let filtered = false;
  return {
    onInit: vitest => {
      filtered = vitest.config.testNamePattern !== undefined;
    },
    onTestRunEnd: modules => {
      const skipped = filtered ? [] : modules.flatMap(skippedIn);
      for (const line of skipped)
        console.log(process.env['GITHUB_ACTIONS'] === 'true' ? `::warning::${line}` : line);
      if (skipped.length > 0 && process.env['SKIPPED_TESTS'] === 'fail') process.exitCode = 1;
    },
  };
}

function skippedIn(module: TestModule): string[] {
  return [...module.children.allTests('skipped')].map(
    test => `not tested on this host: ${test.fullName} (${reasonOf(test)})`,
  );
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return (result.state === 'skipped' && result.note) || 'for no reason that it tells';
}
