import { ht as GateError } from "./markdown.js";
import { b as askGithub, x as isHttpFailure } from "./ending.js";

// src/github/base-commit.ts
/**
* The commit that a pull request or a merge queue's group is to be compared with; undefined for
* other events. A pull request is measured as its merge with the base branch of now, so its base is
* that merge's first parent: the base that the payload names goes stale. Where the head itself was
* checked out (which is also what Gitea and Forgejo do) it is the merge base.
*/
async function findBaseCommit({ facts, checkedOut, signal }) {
	const { pullRequest, mergeGroup, sha } = facts;
	if (mergeGroup !== void 0) return { answer: mergeGroup.baseSha };
	if (pullRequest === void 0) return void 0;
	const { headSha, baseSha } = pullRequest;
	const isHead = (checkedOut ?? sha) === headSha;
	return askGithub({
		facts,
		permission: "contents: read",
		signal
	}, (asked) => isHead ? mergeBase(asked, `${baseSha}...${headSha}`) : firstParent(asked, sha));
}
async function mergeBase({ client, owner, repo }, basehead) {
	const { data } = await client.rest.repos.compareCommitsWithBasehead({
		owner,
		repo,
		basehead
	});
	return data.merge_base_commit.sha;
}
async function firstParent({ client, owner, repo }, sha) {
	const { data } = await client.rest.git.getCommit({
		owner,
		repo,
		commit_sha: sha
	});
	const [first] = data.parents;
	if (first !== void 0) return first.sha;
	throw new Error(`the commit ${sha} has no parent`);
}

// src/github/repository-file.ts
/**
* Text of a file at a commit; undefined where that commit has no such file. It is read from GitHub,
* never from the work tree.
*/
function readRepositoryFile({ facts, path, commit, signal }) {
	return askGithub({
		facts,
		permission: "contents: read",
		signal
	}, (asked) => readFile(asked, path, commit));
}
async function readFile({ client, owner, repo }, path, ref) {
	try {
		const { data } = await client.rest.repos.getContent({
			owner,
			repo,
			path,
			ref
		});
		if (Array.isArray(data) || data.type !== "file") return void 0;
		if (data.encoding !== "base64") throw new Error(`${path} has ${data.size} bytes, which is too much for a config`);
		return Buffer.from(data.content, "base64").toString("utf8");
	} catch (error) {
		if (isHttpFailure(error) && error.status === 404) return void 0;
		throw error;
	}
}

// src/action/base.ts
/**
* Reads the base from GitHub, never from the work tree, which the pull request made; undefined for
* events that have none. `github-refused` where GitHub does not tell: to go on would be to judge a
* pull request by the policy that it brought.
*/
async function readBase(request) {
	const { configPath, config, checkout, facts, signal } = request;
	const found = await findBaseCommit({
		facts,
		checkedOut: checkout?.commit,
		signal
	});
	if (found === void 0) return void 0;
	const commit = required(found, "which commit this is based on");
	const read = async (path, at) => required(await readRepositoryFile({
		facts,
		path,
		commit: at,
		signal
	}), `what ${path} holds at ${at}`);
	const { workflowPath } = facts;
	const [text, workflows] = await Promise.all([checkout === void 0 ? void 0 : read(checkout.path, commit), workflowPath === void 0 ? [] : Promise.all([read(workflowPath, commit), read(workflowPath, facts.sha)])]);
	return {
		commit,
		config: checkout === void 0 ? config : namedAt({
			configPath,
			text,
			commit
		}),
		isWorkflowEdited: workflows[0] !== workflows[1]
	};
}
/** The answer; `github-refused` where there is none. */
function required(answer, what) {
	if ("answer" in answer) return answer.answer;
	throw new GateError("github-refused", {
		problem: `GitHub does not tell ${what}`,
		why: answer.refused,
		remedy: "give the job `permissions: contents: read`, and leave the input github-token at its default"
	});
}
function namedAt(o) {
	return o.text === void 0 ? void 0 : {
		path: `${o.configPath} at ${o.commit.slice(0, 12)}`,
		text: o.text
	};
}

export { required as n, readRepositoryFile as r, readBase as t };