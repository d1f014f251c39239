import { A as warning, i as tellPullRequest, t as abandonedReason, v as readGithubFacts } from "./chunks/ending.js";
import { n as readReportInputs, t as findReportSubjects } from "./chunks/report-subject.js";
import { yt as messageOf } from "./chunks/markdown.js";

// src/action/report-ending.ts
/**
* Tells the pull request that nothing was judged, where the report's main step had no time to do
* so. Whose it is, GitHub is asked anew: nothing that could be wrong is kept from step to step.
*/
async function tellUnreported() {
	const reason = abandonedReason();
	if (reason === void 0) return;
	const { signal } = new AbortController();
	const subjects = await findReportSubjects(readGithubFacts(process.env), signal);
	if ("nobody" in subjects) return;
	const finding = {
		kind: "not-measured",
		reason
	};
	for (const { facts } of subjects) await tellPullRequest({
		finding,
		facts,
		inputs: readReportInputs(),
		signal
	});
}

// src/report-action-post.ts
try {
	await tellUnreported();
} catch (error) {
	warning(`storage gate: telling the pull request did not end well: ${messageOf(error)}`);
}

export {  };