import { i as tellPullRequest, j as warning, t as abandonedReason, y as readGithubFacts } from "./chunks/ending.js";
import { n as readReportInputs, t as findReportSubject } from "./chunks/report-subject.js";

// src/action/report-ending.ts
/**
* Tells the pull request that nothing was judged, where the report's main step had no time to do so. Whose it is, GitHub is
* asked anew: nothing that could be wrong is kept from step to step.
*/
async function tellUnreported() {
	const reason = abandonedReason();
	if (reason === void 0) return;
	const { signal } = new AbortController();
	const subject = await findReportSubject(readGithubFacts(process.env), signal);
	if ("nobody" in subject) return;
	await tellPullRequest({
		finding: {
			kind: "not-measured",
			reason
		},
		facts: subject.facts,
		inputs: readReportInputs(),
		signal
	});
}

// src/report-action-post.ts
try {
	await tellUnreported();
} catch (error) {
	warning(`storage gate: telling the pull request did not end well: ${error instanceof Error ? error.message : String(error)}`);
}

export {  };