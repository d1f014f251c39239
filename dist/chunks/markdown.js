import { basename } from "node:path";
import { createHash } from "node:crypto";
import { constants, open } from "node:fs/promises";

// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
	const numericValues = Object.values(entries).filter((v) => typeof v === "number");
	return Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
}
function joinValues(array, separator = "|") {
	return array.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value) {
	if (typeof value === "bigint") return value.toString();
	return value;
}
var Cached = class {
	constructor(getter) {
		this._getter = getter;
		this._value = void 0;
	}
	get value() {
		const getter = this._getter;
		if (getter !== void 0) {
			this._value = getter();
			this._getter = void 0;
		}
		return this._value;
	}
};
function cached(getter) {
	return new Cached(getter);
}
function nullish(input) {
	return input === null || input === void 0;
}
function cleanRegex(source) {
	const start = source.startsWith("^") ? 1 : 0;
	const end = source.endsWith("$") ? source.length - 1 : source.length;
	return source.slice(start, end);
}
function floatSafeRemainder(val, step) {
	const ratio = val / step;
	const roundedRatio = Math.round(ratio);
	const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
	if (Math.abs(ratio - roundedRatio) < tolerance) return 0;
	return ratio - roundedRatio;
}
function assignProp(target, prop, value) {
	Object.defineProperty(target, prop, {
		value,
		writable: true,
		enumerable: true,
		configurable: true
	});
}
/**
* Whichever object a def's `shape` currently answers from: the one the caller passed until the first read, the frozen copy after it.
*
* Its keys and descriptors read without invoking anything, which is what lets a discriminated union check its discriminator, and the cycle walk read a shape, without resolving a getter that references the schema being constructed. A def that answers `shape` from an accessor of its own has none.
*/
function rawShape(def) {
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	return desc?.get ? desc.get.raw : desc?.value;
}
function sourceShape(schema) {
	return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
function deferProp(target, key, getter) {
	Object.defineProperty(target, key, {
		get() {
			const value = getter();
			assignProp(this, key, value);
			return value;
		},
		enumerable: true,
		configurable: true
	});
}
function putProp(target, key, value) {
	if (key in target) assignProp(target, key, value);
	else target[key] = value;
}
/**
* Copies `keys` of `source`'s shape onto `target`, each value passed through `wrap`.
*
* A key the source has resolved is copied through now, so the derived shape states it outright and nothing has to resolve it to learn what it holds. A key the source still defers stays deferred, and reads back through the source's own `shape`, so it resolves once and both shapes get that one schema.
*/
function mirrorShape(target, source, keys, wrap) {
	const raw = sourceShape(source);
	for (const key of keys) {
		const desc = Object.getOwnPropertyDescriptor(raw, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => {
			const value = source._zod.def.shape[key];
			return wrap ? wrap(value, key) : value;
		});
		else putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
	}
}
function mirrorProps(target, source) {
	for (const key of Reflect.ownKeys(source)) {
		const desc = Object.getOwnPropertyDescriptor(source, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => source[key]);
		else putProp(target, key, desc.value);
	}
}
function mergeDefs(...defs) {
	const mergedDescriptors = {};
	for (const def of defs) {
		const descriptors = Object.getOwnPropertyDescriptors(def);
		Object.assign(mergedDescriptors, descriptors);
	}
	return Object.defineProperties({}, mergedDescriptors);
}
function esc(str) {
	return JSON.stringify(str);
}
function slugify(input) {
	return input.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
const captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {};
function isObject(data) {
	return typeof data === "object" && data !== null && !Array.isArray(data);
}
const allowsEval = /* @__PURE__*/ cached(() => {
	if (globalConfig.jitless) return false;
	if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) return false;
	try {
		new Function("");
		return true;
	} catch (_) {
		return false;
	}
});
function isPlainObject(o) {
	if (isObject(o) === false) return false;
	const ctor = o.constructor;
	if (ctor === void 0) return true;
	if (typeof ctor !== "function") return true;
	const prot = ctor.prototype;
	if (isObject(prot) === false) return false;
	if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) return false;
	return true;
}
function shallowClone(o) {
	if (isPlainObject(o)) return { ...o };
	if (Array.isArray(o)) return [...o];
	if (o instanceof Map) return new Map(o);
	if (o instanceof Set) return new Set(o);
	return o;
}
const propertyKeyTypes = /* @__PURE__*/ new Set([
	"string",
	"number",
	"symbol"
]);
function escapeRegex(str) {
	return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
	const cl = new inst._zod.constr(def ?? inst._zod.def);
	if (!def || params?.parent) cl._zod.parent = inst;
	return cl;
}
function normalizeParams(_params) {
	const params = _params;
	if (!params) return {};
	if (typeof params === "string") return { error: () => params };
	if (params?.message !== void 0) {
		if (params?.error !== void 0) throw new Error("Cannot specify both `message` and `error` params");
		params.error = params.message;
	}
	delete params.message;
	if (typeof params.error === "string") return {
		...params,
		error: () => params.error
	};
	return params;
}
function stringifyPrimitive(value) {
	if (typeof value === "bigint") return value.toString() + "n";
	if (typeof value === "string") return `"${value}"`;
	return `${value}`;
}
function optionalKeys(shape) {
	return Object.keys(shape).filter((k) => {
		return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
	});
}
const NUMBER_FORMAT_RANGES = /*@__PURE__*/ (() => ({
	safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	int32: [-2147483648, 2147483647],
	uint32: [0, 4294967295],
	float32: [-34028234663852886e22, 34028234663852886e22],
	float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
const BIGINT_FORMAT_RANGES = {
	int64: [/* @__PURE__*/ BigInt("-9223372036854775808"), /* @__PURE__*/ BigInt("9223372036854775807")],
	uint64: [/* @__PURE__*/ BigInt(0), /* @__PURE__*/ BigInt("18446744073709551615")]
};
function pick(schema, mask) {
	const currDef = schema._zod.def;
	const checks = currDef.checks;
	if (checks && checks.length > 0) throw new Error(".pick() cannot be used on object schemas containing refinements");
	const newShape = {};
	mirrorShape(newShape, schema, maskedKeys(schema, mask));
	return clone(schema, mergeDefs(currDef, {
		shape: newShape,
		checks: []
	}));
}
function maskedKeys(schema, mask) {
	const raw = sourceShape(schema);
	const keys = [];
	for (const key of Reflect.ownKeys(mask)) {
		if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) throw new Error(`Unrecognized key: "${String(key)}"`);
		if (mask[key]) keys.push(key);
	}
	return keys;
}
function omit(schema, mask) {
	const currDef = schema._zod.def;
	const checks = currDef.checks;
	if (checks && checks.length > 0) throw new Error(".omit() cannot be used on object schemas containing refinements");
	const omitted = new Set(maskedKeys(schema, mask));
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
	return clone(schema, mergeDefs(currDef, {
		shape: newShape,
		checks: []
	}));
}
function extend(schema, shape) {
	if (!isPlainObject(shape)) throw new Error("Invalid input to extend: expected a plain object");
	const checks = schema._zod.def.checks;
	if (checks && checks.length > 0) {
		const existingShape = sourceShape(schema);
		for (const key of Reflect.ownKeys(shape)) if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
	}
	return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function extended(schema, shape) {
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
	mirrorProps(newShape, shape);
	return newShape;
}
function safeExtend(schema, shape) {
	if (!isPlainObject(shape)) throw new Error("Invalid input to safeExtend: expected a plain object");
	return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function merge(a, b) {
	if (!b?._zod?.def) throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
	if (a._zod.def.checks?.length) throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
	const newShape = {};
	mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
	mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
	return clone(a, mergeDefs(a._zod.def, {
		shape: newShape,
		get catchall() {
			return b._zod.def.catchall;
		},
		checks: b._zod.def.checks ?? []
	}));
}
function partial(Class, schema, mask, name = "partial") {
	const checks = schema._zod.def.checks;
	if (checks && checks.length > 0) throw new Error(`.${name}() cannot be used on object schemas containing refinements`);
	const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class && ((value, key) => selected && !selected.has(key) ? value : new Class({
		type: "optional",
		innerType: value
	})));
	return clone(schema, mergeDefs(schema._zod.def, {
		shape: newShape,
		checks: []
	}));
}
function required(Class, schema, mask) {
	const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value, key) => selected && !selected.has(key) ? value : new Class({
		type: "nonoptional",
		innerType: value
	}));
	return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
}
function aborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue !== true) return true;
	return false;
}
function explicitlyAborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue === false) return true;
	return false;
}
function prefixIssues(path, issues) {
	return issues.map((iss) => {
		var _a;
		(_a = iss).path ?? (_a.path = []);
		iss.path.unshift(path);
		return iss;
	});
}
function unwrapMessage(message) {
	return typeof message === "string" ? message : message?.message;
}
/** The leading size checks of `defChecks` that set an upper bound, each paired with it. */
function sizeCaps(defChecks) {
	const caps = [];
	for (const ch of defChecks ?? []) {
		const d = ch._zod.def;
		if (!/_(length|size)$|_equals$/.test(d.check)) break;
		const max = d.maximum ?? d.length ?? d.size;
		if (max >= 0) caps.push([max, ch]);
	}
	return caps;
}
function attachSchema(issues, start, inst) {
	var _a;
	for (let i = start; i < issues.length; i++) (_a = issues[i]).schema ?? (_a.schema = inst);
}
function finalizeIssue(iss, ctx, config) {
	var _a;
	const traits = iss.inst?._zod?.traits;
	if (traits?.has("$ZodType")) {
		if (traits.has("$ZodCheck")) (_a = iss).schema ?? (_a.schema = iss.inst);
		else iss.schema = iss.inst;
	}
	const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
	const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config.customError?.(iss)) ?? unwrapMessage(config.localeError?.(iss)) ?? "Invalid input";
	const full = {};
	for (const k of Object.keys(iss)) {
		if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__") continue;
		full[k] = iss[k];
	}
	full.path ?? (full.path = []);
	full.message = message;
	if (ctx?.reportInput) full.input = iss.input;
	return full;
}
const highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
	const units = str.length;
	if (!highSurrogate.test(str)) return units;
	let count = units;
	for (let i = 0; i < units - 1; i++) if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
		count--;
		i++;
	}
	return count;
}
function getLengthableOrigin(input) {
	if (Array.isArray(input)) return "array";
	if (typeof input === "string") return "string";
	return "unknown";
}
function parsedType(data) {
	const t = typeof data;
	switch (t) {
		case "number": return Number.isNaN(data) ? "nan" : "number";
		case "object": {
			if (data === null) return "null";
			if (Array.isArray(data)) return "array";
			const obj = data;
			if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) return obj.constructor.name;
		}
	}
	return t;
}
function issue(...args) {
	const [iss, input, inst] = args;
	if (typeof iss === "string") return {
		message: iss,
		code: "custom",
		input,
		inst
	};
	return { ...iss };
}
/**
* Installs a trait's members on its prototype. Each value builds that member for the instance on first read; the built value shadows the accessor as an own property, so a detached `const { parse } = schema` keeps working.
*
* Call this from a `proto` initializer, which runs once per prototype — never per instance.
*/
function members(proto, table) {
	for (const key in table) {
		const desc = Object.getOwnPropertyDescriptor(table, key);
		if (desc.get) Object.defineProperty(proto, key, {
			...desc,
			enumerable: false
		});
		else defineBound(proto, key, desc.value);
	}
}
/** Shadows a prototype member with an own value, so a getter that builds from the instance runs once. */
function own(inst, key, value, enumerable = true) {
	Object.defineProperty(inst, key, {
		configurable: true,
		writable: true,
		enumerable,
		value
	});
	return value;
}
/** Like {@link own}, for a member that was never an own data property and has to stay out of `Object.keys`. */
function hide(inst, key, value) {
	return own(inst, key, value, false);
}
/** Adds members a table derives from the instance: each builds on first read and shadows as own data, and assignment shadows the same way, as when these were own properties. */
/* @__NO_SIDE_EFFECTS__ */
function derived(computes, table) {
	for (const key in computes) {
		const compute = computes[key];
		Object.defineProperty(table, key, {
			configurable: true,
			enumerable: true,
			get() {
				return own(this, key, compute(this));
			},
			set(value) {
				own(this, key, value);
			}
		});
	}
	return table;
}
function defineBound(proto, key, fn) {
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			return this == null ? fn : own(this, key, fn.bind(this));
		},
		set(value) {
			own(this, key, value);
		}
	});
}
/** Returns the prototype to install on, or `undefined` if this group is already installed on it. */
function claim(inst, sentinel) {
	const proto = Object.getPrototypeOf(inst);
	return sentinel in proto ? void 0 : proto;
}
let installing;
let broke = false;
const breaker = {
	configurable: true,
	get() {
		broke = true;
	}
};
/**
* Installs a lazily-derived internal on the `_zod` prototype of `inst`'s
* constructor, computed from the internals object itself and cached there on
* first read. One accessor per constructor rather than one per instance.
*/
function defineLazyInternal(inst, key, compute) {
	const proto = Object.getPrototypeOf(inst._zod);
	if (key in proto && installing !== inst._zod) {
		installing = void 0;
		return;
	}
	installing = inst._zod;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			Object.defineProperty(this, key, breaker);
			const outer = broke;
			broke = false;
			try {
				const value = compute(this);
				if (broke) delete this[key];
				else Object.defineProperty(this, key, {
					configurable: true,
					writable: true,
					value
				});
				broke = broke || outer;
				return value;
			} catch (err) {
				delete this[key];
				broke = broke || outer;
				throw err;
			}
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				value
			});
		}
	});
}
/**
* Installs `key` on `inst`'s prototype, computed by `make` on first read and cached there as an own
* data property. One accessor per constructor rather than one per instance, because an own accessor
* puts every instance after the first into v8 dictionary mode. The key doubles as the sentinel.
*/
function installLazyProp(inst, key, make, enumerable) {
	const proto = claim(inst, key);
	if (!proto) return;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			const desc = {
				configurable: true,
				writable: true,
				enumerable,
				value: void 0
			};
			Object.defineProperty(this, key, desc);
			desc.value = make(this);
			Object.defineProperty(this, key, desc);
			return desc.value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				enumerable,
				value
			});
		}
	});
}
/** Marks the thunk `_catch` synthesises for a constant catch value. `Function.length` cannot tell that thunk from a user callback — rest and defaulted parameters both report arity 0 — and a user callback reads `ctx.error`, whose issues only finalize correctly against the caller's per-parse error map. Provenance can say what arity cannot. A plain string key rather than `Symbol.for`, whose call at module scope no bundler can prove pure — the same shape that anchored `urlCanParse` into every build. */
const CONSTANT_CATCH = "~constantCatch";
/** Wraps a constant catch value in a thunk tagged with {@link CONSTANT_CATCH}. */
function constantCatch(value) {
	const fn = () => value;
	fn[CONSTANT_CATCH] = true;
	return fn;
}

// node_modules/zod/v4/core/core.js
var _a$1;
const _zodDesc = {
	value: void 0,
	enumerable: false
};
let _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
	const E = _E;
	if (E) {
		const saved = E.stackTraceLimit;
		if (typeof saved === "number") {
			try {
				E.stackTraceLimit = 0;
			} catch {
				_E = null;
				return new Definition();
			}
			try {
				return new Definition();
			} finally {
				E.stackTraceLimit = saved;
			}
		}
	}
	return new Definition();
}
/* @__NO_SIDE_EFFECTS__ */
function $constructor(name, initializer, proto, params) {
	const zodProto = {};
	function Internals(def) {
		this.def = def;
		this.constr = _;
		this.traits = /* @__PURE__ */ new Set();
	}
	Internals.prototype = zodProto;
	const protoMembers = proto;
	const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
	function init(inst, def) {
		if (!inst._zod) {
			_zodDesc.value = new Internals(def);
			try {
				Object.defineProperty(inst, "_zod", _zodDesc);
			} finally {
				_zodDesc.value = void 0;
			}
		} else if (inst._zod.traits.has(name)) return;
		inst._zod.traits.add(name);
		initializer(inst, def);
		if (initialized) {
			const own = Object.getPrototypeOf(inst);
			const ctorProto = inst._zod.constr.prototype;
			let up = own;
			while (up && up !== ctorProto) up = Object.getPrototypeOf(up);
			const target = up ?? own;
			if (!initialized.has(target)) {
				initialized.add(target);
				members(target, protoMembers);
			}
		}
		const proto = _.prototype;
		for (const k in proto) {
			if (!Object.prototype.hasOwnProperty.call(proto, k)) continue;
			if (!(k in inst)) inst[k] = proto[k].bind(inst);
		}
	}
	const Parent = params?.Parent ?? Object;
	class Definition extends Parent {}
	Object.defineProperty(Definition, "name", { value: name });
	function _(def) {
		const inst = params?.Parent ? newError(Definition) : this;
		init(inst, def);
		const deferred = inst._zod.deferred;
		if (deferred) {
			for (const fn of deferred) fn();
			inst._zod.deferred = void 0;
		}
		const pp = globalThis.__zod_globalConfig?.postProcessor;
		if (pp) pp(inst);
		return inst;
	}
	Object.defineProperty(_, "init", { value: init });
	Object.defineProperty(_, Symbol.hasInstance, { value: (inst) => {
		if (params?.Parent && inst instanceof params.Parent) return true;
		return inst?._zod?.traits?.has(name);
	} });
	Object.defineProperty(_, "name", { value: name });
	return _;
}
var $ZodAsyncError = class extends Error {
	constructor() {
		super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
	}
};
var $ZodEncodeError = class extends Error {
	constructor(name) {
		super(`Encountered unidirectional transform during encode: ${name}`);
		this.name = "ZodEncodeError";
	}
};
(_a$1 = globalThis).__zod_globalConfig ?? (_a$1.__zod_globalConfig = {});
const globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
	if (newConfig) Object.assign(globalConfig, newConfig);
	return globalConfig;
}

// node_modules/zod/v4/core/errors.js
function _getMessage() {
	const internals = this._zod;
	internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
	return internals.message;
}
function _setMessage(value) {
	this._zod.message = value;
}
const _messageDesc = {
	get: _getMessage,
	set: _setMessage,
	enumerable: true,
	configurable: true
};
const _issuesDesc = {
	value: void 0,
	enumerable: false
};
const _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
const initializer$1 = (inst, def) => {
	inst.name = "$ZodError";
	_issuesDesc.value = def;
	Object.defineProperty(inst, "issues", _issuesDesc);
	_issuesDesc.value = void 0;
	Object.defineProperty(inst, "message", _messageDesc);
	const proto = Object.getPrototypeOf(inst);
	if (!_installedToString.has(proto)) {
		_installedToString.add(proto);
		Object.defineProperty(proto, "toString", {
			configurable: true,
			enumerable: false,
			get() {
				const value = () => this.message;
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
				return value;
			},
			set(value) {
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
			}
		});
	}
};
const $ZodError = /* @__PURE__ */ $constructor("$ZodError", initializer$1);
/** Get-or-create `obj[key]` as an own data property. A path segment naming an inherited member
* ("toString", "constructor") would otherwise read through to the prototype, and assigning
* "__proto__" would hit the setter instead of creating a key. */
function node(obj, key, make) {
	if (!Object.prototype.hasOwnProperty.call(obj, key)) {
		if (key === "__proto__") Object.defineProperty(obj, key, {
			value: make(),
			writable: true,
			enumerable: true,
			configurable: true
		});
		else obj[key] = make();
	}
	return obj[key];
}
function flattenError(error, mapper = (issue) => issue.message) {
	const fieldErrors = {};
	const formErrors = [];
	for (const sub of error.issues) if (sub.path.length > 0) node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
	else formErrors.push(mapper(sub));
	return {
		formErrors,
		fieldErrors
	};
}
function formatError(error, mapper = (issue) => issue.message) {
	const fieldErrors = { _errors: [] };
	const processError = (error, path = []) => {
		for (const issue of error.issues) if (issue.code === "invalid_union" && issue.errors.length) issue.errors.map((issues) => processError({ issues }, [...path, ...issue.path]));
		else if (issue.code === "invalid_key") processError({ issues: issue.issues }, [...path, ...issue.path]);
		else if (issue.code === "invalid_element") processError({ issues: issue.issues }, [...path, ...issue.path]);
		else {
			const fullpath = [...path, ...issue.path];
			if (fullpath.length === 0) fieldErrors._errors.push(mapper(issue));
			else {
				let curr = fieldErrors;
				let i = 0;
				while (i < fullpath.length) {
					const el = fullpath[i];
					const terminal = i === fullpath.length - 1;
					if (el === "_errors") {
						if (terminal) curr._errors.push(mapper(issue));
						i++;
						continue;
					}
					if (!Object.prototype.hasOwnProperty.call(curr, el)) Object.defineProperty(curr, el, {
						value: { _errors: [] },
						enumerable: true,
						writable: true,
						configurable: true
					});
					const node = curr[el];
					if (terminal) node._errors.push(mapper(issue));
					curr = node;
					i++;
				}
			}
		}
	};
	processError(error);
	return fieldErrors;
}

// node_modules/zod/v4/core/parse.js
function finalizeParams(callee, params) {
	return {
		callee: params?.callee ?? callee,
		Err: params?.Err
	};
}
const _parse = (_Err) => {
	const fn = (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: false
		} : { async: false };
		const result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) throw new $ZodAsyncError();
		if (result.issues.length) {
			const e = new ((_params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, _params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const _parseAsync = (_Err) => {
	const fn = async (schema, value, _ctx, params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: true
		} : { async: true };
		let result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) result = await result;
		if (result.issues.length) {
			const e = new ((params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const _safeParse = (_Err) => (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: false
	} : { async: false };
	const result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
function failure(Err, issues, ctx) {
	let error;
	return {
		success: false,
		get error() {
			if (!error) {
				error = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
				issues = void 0;
				ctx = void 0;
			}
			return error;
		},
		set error(e) {
			error = e;
			issues = void 0;
			ctx = void 0;
		}
	};
}
const _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: true
	} : { async: true };
	let result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) result = await result;
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
const COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
const COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
const validate = ((schema, value, _ctx) => {
	const validator = schema._zod.bag.validator;
	if (validator !== void 0) {
		if (validator(value) !== COMPILE_INVALID) return true;
		if (validator.definite === true && _ctx === void 0) return false;
	}
	return validateFallback(schema, value, _ctx);
});
function validateFallback(schema, value, _ctx) {
	const ctx = _ctx ? {
		..._ctx,
		async: false,
		abortEarly: true
	} : {
		async: false,
		abortEarly: true
	};
	const fallbackRun = schema._zod.bag.fallbackRun;
	let result;
	if (fallbackRun) {
		ctx[COMPILE_FALLBACK] = true;
		result = fallbackRun({
			value,
			issues: []
		}, ctx);
	} else result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length === 0;
}
const validateAsync$1 = async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: true,
		abortEarly: true
	} : {
		async: true,
		abortEarly: true
	};
	let result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) result = await result;
	return result.issues.length === 0;
};
const _encode = (_Err) => {
	const parse = _parse(_Err);
	const fn = (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			direction: "backward"
		} : { direction: "backward" };
		return parse(schema, value, ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _decode = (_Err) => {
	const parse = _parse(_Err);
	const fn = (schema, value, _ctx, _params) => {
		return parse(schema, value, _ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _encodeAsync = (_Err) => {
	const parseAsync = _parseAsync(_Err);
	const fn = async (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			direction: "backward"
		} : { direction: "backward" };
		return await parseAsync(schema, value, ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _decodeAsync = (_Err) => {
	const parseAsync = _parseAsync(_Err);
	const fn = async (schema, value, _ctx, _params) => {
		return await parseAsync(schema, value, _ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _safeEncode = (_Err) => (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		direction: "backward"
	} : { direction: "backward" };
	return _safeParse(_Err)(schema, value, ctx);
};
const _safeDecode = (_Err) => (schema, value, _ctx) => {
	return _safeParse(_Err)(schema, value, _ctx);
};
const _safeEncodeAsync = (_Err) => async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		direction: "backward"
	} : { direction: "backward" };
	return _safeParseAsync(_Err)(schema, value, ctx);
};
const _safeDecodeAsync = (_Err) => async (schema, value, _ctx) => {
	return _safeParseAsync(_Err)(schema, value, _ctx);
};

// node_modules/zod/v4/core/regexes.js
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link cuid2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const cuid = /^[cC][0-9a-z]{6,}$/;
const cuid2 = /^[0-9a-z]+$/;
const ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
const xid = /^[0-9a-vA-V]{20}$/;
const ksuid = /^[A-Za-z0-9]{27}$/;
const nanoid = /^[a-zA-Z0-9_-]{21}$/;
function nanoidOfLength(length) {
	return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
/** ISO 8601-1 duration regex. Does not support the 8601-2 extensions like negative durations or fractional/negative components. */
const duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
/** A regex for any UUID-like identifier: 8-4-4-4-12 hex pattern */
const guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
/** Returns a regex for validating an RFC 9562/4122 UUID.
*
* @param version Optionally specify a version 1-8. If no version is specified, all versions are supported. */
const uuid$1 = (version) => {
	if (!version) return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
	return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
};
/** Practical email validation */
const email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
const _emoji$1 = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
function emoji() {
	return new RegExp(_emoji$1, "u");
}
const ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
const ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
const cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
const cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
const base64$1 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
const base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
const httpProtocol = /^https?$/;
const e164 = /^\+[1-9]\d{6,14}$/;
const dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
/** Anchors a pattern source. The interpolation lives here rather than at the call site because
* esbuild will not drop a `@__PURE__` call whose own argument interpolates a variable, but it
* will drop `anchor(dateSource)`. Keeping it inline pinned `date` into every bundle. */
function anchor(source) {
	return new RegExp(`^${source}$`);
}
const date = /*@__PURE__*/ anchor(dateSource);
function timeSource(args) {
	const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
	return typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
}
function time$1(args) {
	return new RegExp(`^${timeSource(args)}$`);
}
function datetime$1(args) {
	const opts = ["Z"];
	if (args.offset) opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
	const qualified = `${timeSource({
		precision: args.precision,
		seconds: true
	})}(?:${opts.join("|")})`;
	const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
	return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
const anyString = /^[\s\S]{0,}$/;
const integer = /^-?\d+$/;
const number$1 = /^-?\d+(?:\.\d+)?$/;
const boolean$1 = /^(?:true|false)$/i;
const lowercase = /^[^A-Z]*$/;
const uppercase = /^[^a-z]*$/;

// node_modules/zod/v4/core/checks.js
const $ZodCheck = /*@__PURE__*/ $constructor("$ZodCheck", (inst, def) => {
	var _a;
	inst._zod ?? (inst._zod = {});
	inst._zod.def = def;
	(_a = inst._zod).onattach ?? (_a.onattach = []);
});
/** Default `when` for length-based checks: run only on non-nullish values with a `length`. */
const _whenHasLength = (payload) => {
	const val = payload.value;
	return !nullish(val) && val.length !== void 0;
};
const numericOriginMap = {
	number: "number",
	bigint: "bigint",
	object: "date"
};
const $ZodCheckLessThan = /*@__PURE__*/ $constructor("$ZodCheckLessThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value <= def.value : payload.value < def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_big",
			maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckGreaterThan = /*@__PURE__*/ $constructor("$ZodCheckGreaterThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value >= def.value : payload.value > def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_small",
			minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMultipleOf = /*@__PURE__*/ $constructor("$ZodCheckMultipleOf", (inst, def) => {
	$ZodCheck.init(inst, def);
	inst._zod.check = (payload) => {
		if (typeof payload.value !== typeof def.value) throw new Error("Cannot mix number and bigint in multiple_of check.");
		if (typeof payload.value === "bigint" ? def.value !== BigInt(0) && payload.value % def.value === BigInt(0) : floatSafeRemainder(payload.value, def.value) === 0) return;
		payload.issues.push({
			origin: typeof payload.value,
			code: "not_multiple_of",
			divisor: def.value,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckNumberFormat = /*@__PURE__*/ $constructor("$ZodCheckNumberFormat", (inst, def) => {
	$ZodCheck.init(inst, def);
	def.format = def.format || "float64";
	const isInt = def.format?.includes("int");
	const origin = isInt ? "int" : "number";
	const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
	inst._zod.check = (payload) => {
		const input = payload.value;
		if (isInt) {
			if (!Number.isInteger(input)) {
				payload.issues.push({
					expected: origin,
					format: def.format,
					code: "invalid_type",
					continue: false,
					input,
					inst
				});
				return;
			}
			if (!Number.isSafeInteger(input)) {
				if (input > 0) payload.issues.push({
					input,
					code: "too_big",
					maximum: Number.MAX_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				else payload.issues.push({
					input,
					code: "too_small",
					minimum: Number.MIN_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				return;
			}
		}
		if (input < minimum) payload.issues.push({
			origin: "number",
			input,
			code: "too_small",
			minimum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
		if (input > maximum) payload.issues.push({
			origin: "number",
			input,
			code: "too_big",
			maximum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMaxLength = /*@__PURE__*/ $constructor("$ZodCheckMaxLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units > def.maximum ? codePointLength(input) : units) <= def.maximum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_big",
			maximum: def.maximum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMinLength = /*@__PURE__*/ $constructor("$ZodCheckMinLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units) >= def.minimum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_small",
			minimum: def.minimum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckLengthEquals = /*@__PURE__*/ $constructor("$ZodCheckLengthEquals", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
		if (length === def.length) return;
		const origin = getLengthableOrigin(input);
		const tooBig = length > def.length;
		payload.issues.push({
			origin,
			...tooBig ? {
				code: "too_big",
				maximum: def.length
			} : {
				code: "too_small",
				minimum: def.length
			},
			inclusive: true,
			exact: true,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckStringFormat = /*@__PURE__*/ $constructor("$ZodCheckStringFormat", (inst, def) => {
	var _a, _b;
	$ZodCheck.init(inst, def);
	if (def.pattern) (_a = inst._zod).check ?? (_a.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: def.format,
			input: payload.value,
			...def.pattern ? { pattern: def.pattern.toString() } : {},
			inst,
			continue: !def.abort
		});
	});
	else (_b = inst._zod).check ?? (_b.check = () => {});
});
const $ZodCheckRegex = /*@__PURE__*/ $constructor("$ZodCheckRegex", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "regex",
			input: payload.value,
			pattern: def.pattern.toString(),
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckLowerCase = /*@__PURE__*/ $constructor("$ZodCheckLowerCase", (inst, def) => {
	def.pattern ?? (def.pattern = lowercase);
	$ZodCheckStringFormat.init(inst, def);
});
const $ZodCheckUpperCase = /*@__PURE__*/ $constructor("$ZodCheckUpperCase", (inst, def) => {
	def.pattern ?? (def.pattern = uppercase);
	$ZodCheckStringFormat.init(inst, def);
});
const $ZodCheckIncludes = /*@__PURE__*/ $constructor("$ZodCheckIncludes", (inst, def) => {
	$ZodCheck.init(inst, def);
	const escapedRegex = escapeRegex(def.includes);
	def.pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
	inst._zod.check = (payload) => {
		if (payload.value.includes(def.includes, def.position)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "includes",
			includes: def.includes,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckStartsWith = /*@__PURE__*/ $constructor("$ZodCheckStartsWith", (inst, def) => {
	$ZodCheck.init(inst, def);
	const pattern = new RegExp(`^${escapeRegex(def.prefix)}.*`);
	def.pattern ?? (def.pattern = pattern);
	inst._zod.check = (payload) => {
		if (payload.value.startsWith(def.prefix)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "starts_with",
			prefix: def.prefix,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckEndsWith = /*@__PURE__*/ $constructor("$ZodCheckEndsWith", (inst, def) => {
	$ZodCheck.init(inst, def);
	const pattern = new RegExp(`.*${escapeRegex(def.suffix)}$`);
	def.pattern ?? (def.pattern = pattern);
	inst._zod.check = (payload) => {
		if (payload.value.endsWith(def.suffix)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "ends_with",
			suffix: def.suffix,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckOverwrite = /*@__PURE__*/ $constructor("$ZodCheckOverwrite", (inst, def) => {
	$ZodCheck.init(inst, def);
	inst._zod.check = (payload) => {
		payload.value = def.tx(payload.value);
	};
});

// node_modules/zod/v4/core/doc.js
var Doc = class {
	constructor(args = [], closed = {}) {
		this.content = [];
		this.indent = 0;
		this.args = args;
		this.closed = closed;
	}
	indented(fn) {
		this.indent += 1;
		try {
			fn(this);
		} finally {
			this.indent -= 1;
		}
	}
	write(arg) {
		if (typeof arg === "function") {
			arg(this, { execution: "sync" });
			arg(this, { execution: "async" });
			return;
		}
		const lines = arg.split("\n").filter((x) => x);
		const minIndent = Math.min(...lines.map((x) => x.length - x.trimStart().length));
		const dedented = lines.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
		for (const line of dedented) this.content.push(line);
	}
	compile() {
		const F = Function;
		const content = this?.content ?? [``];
		return new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {\n${content.join("\n")}\n};`)(...Object.values(this.closed));
	}
};

// node_modules/zod/v4/core/versions.js
const version$1 = {
	major: 4,
	minor: 6,
	patch: 7
};

// node_modules/zod/v4/core/schemas.js
const $ZodType = /*@__PURE__*/ $constructor("$ZodType", (inst, def) => {
	var _a;
	inst ?? (inst = {});
	inst._zod.def = def;
	inst._zod.bag = inst._zod.bag || {};
	inst._zod.version = version$1;
	const defChecks = inst._zod.def.checks;
	const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
	for (const ch of checks) for (const fn of ch._zod.onattach) fn(inst);
	if (checks.length === 0) {
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred?.push(() => {
			inst._zod.run = inst._zod.parse;
		});
	} else {
		const runChecks = (payload, checks, ctx) => {
			if (payload.memo) return payload;
			let isAborted = aborted(payload);
			let asyncResult;
			for (const ch of checks) {
				if (ch._zod.def.when) {
					if (explicitlyAborted(payload)) continue;
					if (!ch._zod.def.when(payload)) continue;
				} else if (isAborted) continue;
				const currLen = payload.issues.length;
				const _ = ch._zod.check(payload);
				if (_ instanceof Promise && ctx?.async === false) throw new $ZodAsyncError();
				if (asyncResult || _ instanceof Promise) asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
					await _;
					if (payload.issues.length === currLen) return;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				});
				else {
					if (payload.issues.length === currLen) continue;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				}
			}
			if (asyncResult) return asyncResult.then(() => {
				return payload;
			});
			return payload;
		};
		const handleCanaryResult = (canary, payload, ctx) => {
			if (aborted(canary)) {
				canary.aborted = true;
				return canary;
			}
			const checkResult = runChecks(payload, checks, ctx);
			if (checkResult instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return checkResult.then((checkResult) => inst._zod.parse(checkResult, ctx));
			}
			return inst._zod.parse(checkResult, ctx);
		};
		inst._zod.run = (payload, ctx) => {
			if (ctx.skipChecks) return inst._zod.parse(payload, ctx);
			if (ctx.direction === "backward") {
				const canary = inst._zod.parse({
					value: payload.value,
					issues: []
				}, {
					...ctx,
					skipChecks: true
				});
				if (canary instanceof Promise) return canary.then((canary) => {
					return handleCanaryResult(canary, payload, ctx);
				});
				return handleCanaryResult(canary, payload, ctx);
			}
			const result = inst._zod.parse(payload, ctx);
			if (result instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return result.then((result) => runChecks(result, checks, ctx));
			}
			return runChecks(result, checks, ctx);
		};
	}
}, {
	get "~standard"() {
		return hide(this, "~standard", standardProps(this));
	},
	set "~standard"(value) {
		own(this, "~standard", value);
	}
});
/** The Standard Schema surface for `inst`. Shared so wrappers can extend it without forcing it. */
const toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync(inst, value) {
	const ctx = { async: true };
	return toStandardResult(await inst._zod.run({
		value,
		issues: []
	}, ctx), ctx);
}
function standardProps(inst) {
	return {
		validate: (value) => {
			const ctx = { async: false };
			try {
				const r = inst._zod.run({
					value,
					issues: []
				}, ctx);
				if (!(r instanceof Promise)) return toStandardResult(r, ctx);
			} catch (_) {}
			return validateAsync(inst, value);
		},
		vendor: "zod",
		version: 1
	};
}
const $ZodString = /*@__PURE__*/ $constructor("$ZodString", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = def.pattern ?? anyString;
	inst._zod.parse = (payload, _) => {
		if (def.coerce) try {
			payload.value = String(payload.value);
		} catch (_) {}
		if (typeof payload.value === "string") return payload;
		payload.issues.push({
			expected: "string",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
const $ZodStringFormat = /*@__PURE__*/ $constructor("$ZodStringFormat", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	$ZodString.init(inst, def);
});
const $ZodGUID = /*@__PURE__*/ $constructor("$ZodGUID", (inst, def) => {
	def.pattern ?? (def.pattern = guid);
	$ZodStringFormat.init(inst, def);
});
const $ZodUUID = /*@__PURE__*/ $constructor("$ZodUUID", (inst, def) => {
	if (def.version) {
		const v = {
			v1: 1,
			v2: 2,
			v3: 3,
			v4: 4,
			v5: 5,
			v6: 6,
			v7: 7,
			v8: 8
		}[def.version];
		if (v === void 0) throw new Error(`Invalid UUID version: "${def.version}"`);
		def.pattern ?? (def.pattern = uuid$1(v));
	} else def.pattern ?? (def.pattern = uuid$1());
	$ZodStringFormat.init(inst, def);
});
const $ZodEmail = /*@__PURE__*/ $constructor("$ZodEmail", (inst, def) => {
	def.pattern ?? (def.pattern = email);
	$ZodStringFormat.init(inst, def);
});
/** The `://` guard rejected the input before the URL constructor saw it. */
const URL_BAD_FORMAT = 1;
/** The URL parser rejected the input. */
const URL_UNPARSEABLE = 2;
function canParseURL(input) {
	try {
		if (typeof URL !== "undefined" && typeof URL.canParse === "function") return URL.canParse(input);
		new URL(input);
		return true;
	} catch {
		return false;
	}
}
function validateURL(trimmed, def) {
	if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) return canParseURL(trimmed) || 2;
	return parseURLObject(trimmed, def);
}
/** Parses a URL while preserving the non-normalizing HTTP guard. */
function parseURLObject(trimmed, def) {
	if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) return 1;
	try {
		if (typeof URL !== "undefined") {
			const URLStatic = URL;
			if (typeof URLStatic.parse === "function") return URLStatic.parse(trimmed) ?? 2;
		}
		return new URL(trimmed);
	} catch {
		return 2;
	}
}
const asciiTabOrNewline = /[\t\n\r]/g;
/** The URL parser deletes every ASCII tab, LF and CR from its input before it parses, so `new URL("https://exa\nmple.com")` reports on `example.com`. Applying the same deletion to the returned value closes the half of that divergence which can move the host; the parser's other rewrite, stripping C0 controls at the edges, cannot. */
function stripTabAndNewline(value) {
	return value.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
	hostname.lastIndex = 0;
	return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
	protocol.lastIndex = 0;
	return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
const $ZodURL = /*@__PURE__*/ $constructor("$ZodURL", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		try {
			const trimmed = payload.value.trim();
			const url = validateURL(trimmed, def);
			if (url === 1) {
				payload.issues.push({
					code: "invalid_format",
					format: "url",
					note: "Invalid URL format",
					input: payload.value,
					inst,
					continue: !def.abort
				});
				return;
			}
			if (url === 2) {
				payload.issues.push({
					code: "invalid_format",
					format: "url",
					input: payload.value,
					inst,
					continue: !def.abort
				});
				return;
			}
			if (url === true) {
				payload.value = stripTabAndNewline(trimmed);
				return;
			}
			if (def.hostname && !urlHostnameOk(url, def.hostname)) payload.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid hostname",
				pattern: def.hostname.source,
				input: payload.value,
				inst,
				continue: !def.abort
			});
			if (def.protocol && !urlProtocolOk(url, def.protocol)) payload.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid protocol",
				pattern: def.protocol.source,
				input: payload.value,
				inst,
				continue: !def.abort
			});
			payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
			return;
		} catch (_) {
			payload.issues.push({
				code: "invalid_format",
				format: "url",
				input: payload.value,
				inst,
				continue: !def.abort
			});
		}
	};
});
const $ZodEmoji = /*@__PURE__*/ $constructor("$ZodEmoji", (inst, def) => {
	def.pattern ?? (def.pattern = emoji());
	$ZodStringFormat.init(inst, def);
});
const $ZodNanoID = /*@__PURE__*/ $constructor("$ZodNanoID", (inst, def) => {
	if (def.length !== void 0 && (!Number.isInteger(def.length) || def.length < 1)) throw new Error(`Invalid nanoid length: ${def.length}`);
	def.pattern ?? (def.pattern = def.length === void 0 ? nanoid : nanoidOfLength(def.length));
	$ZodStringFormat.init(inst, def);
});
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link $ZodCUID2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const $ZodCUID = /*@__PURE__*/ $constructor("$ZodCUID", (inst, def) => {
	def.pattern ?? (def.pattern = cuid);
	$ZodStringFormat.init(inst, def);
});
const $ZodCUID2 = /*@__PURE__*/ $constructor("$ZodCUID2", (inst, def) => {
	def.pattern ?? (def.pattern = cuid2);
	$ZodStringFormat.init(inst, def);
});
const $ZodULID = /*@__PURE__*/ $constructor("$ZodULID", (inst, def) => {
	def.pattern ?? (def.pattern = ulid);
	$ZodStringFormat.init(inst, def);
});
const $ZodXID = /*@__PURE__*/ $constructor("$ZodXID", (inst, def) => {
	def.pattern ?? (def.pattern = xid);
	$ZodStringFormat.init(inst, def);
});
const $ZodKSUID = /*@__PURE__*/ $constructor("$ZodKSUID", (inst, def) => {
	def.pattern ?? (def.pattern = ksuid);
	$ZodStringFormat.init(inst, def);
});
const $ZodISODateTime = /*@__PURE__*/ $constructor("$ZodISODateTime", (inst, def) => {
	def.pattern ?? (def.pattern = datetime$1(def));
	$ZodStringFormat.init(inst, def);
});
const $ZodISODate = /*@__PURE__*/ $constructor("$ZodISODate", (inst, def) => {
	def.pattern ?? (def.pattern = date);
	$ZodStringFormat.init(inst, def);
});
const $ZodISOTime = /*@__PURE__*/ $constructor("$ZodISOTime", (inst, def) => {
	def.pattern ?? (def.pattern = time$1(def));
	$ZodStringFormat.init(inst, def);
});
const $ZodISODuration = /*@__PURE__*/ $constructor("$ZodISODuration", (inst, def) => {
	def.pattern ?? (def.pattern = duration);
	$ZodStringFormat.init(inst, def);
});
const $ZodIPv4 = /*@__PURE__*/ $constructor("$ZodIPv4", (inst, def) => {
	def.pattern ?? (def.pattern = ipv4);
	$ZodStringFormat.init(inst, def);
});
/** An IPv6 address is written with hex digits, colons and dots, and nothing else. The guard is what makes the check below an IPv6 check: `new URL("http://[...]")` parses an authority, not an address, so `@` and `\` re-delimit it and `"::@1\\"` validates against the host `0.0.0.1`. The URL parser also deletes ASCII tab, LF and CR rather than failing, which is how `"::1\n"` validated as `::1`. */
const ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
function isValidIPv6(value) {
	if (!ipv6Alphabet.test(value)) return false;
	return canParseURL(`http://[${value}]`);
}
const $ZodIPv6 = /*@__PURE__*/ $constructor("$ZodIPv6", (inst, def) => {
	def.pattern ?? (def.pattern = ipv6);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (!isValidIPv6(payload.value)) payload.issues.push({
			code: "invalid_format",
			format: "ipv6",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCIDRv4 = /*@__PURE__*/ $constructor("$ZodCIDRv4", (inst, def) => {
	def.pattern ?? (def.pattern = cidrv4);
	$ZodStringFormat.init(inst, def);
});
function isValidCIDRv6(value) {
	const parts = value.split("/");
	if (parts.length !== 2) return false;
	const [address, prefix] = parts;
	if (!prefix) return false;
	const prefixNum = Number(prefix);
	if (`${prefixNum}` !== prefix) return false;
	if (prefixNum < 0 || prefixNum > 128) return false;
	return isValidIPv6(address);
}
const $ZodCIDRv6 = /*@__PURE__*/ $constructor("$ZodCIDRv6", (inst, def) => {
	def.pattern ?? (def.pattern = cidrv6);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (!isValidCIDRv6(payload.value)) payload.issues.push({
			code: "invalid_format",
			format: "cidrv6",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
function isValidBase64(data) {
	if (data === "") return true;
	if (/\s/.test(data)) return false;
	if (data.length % 4 !== 0) return false;
	try {
		atob(data);
		return true;
	} catch {
		return false;
	}
}
const base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
const $ZodBase64 = /*@__PURE__*/ $constructor("$ZodBase64", (inst, def) => {
	def.pattern ?? (def.pattern = base64Charset);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidBase64(payload.value)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "base64",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const base64urlCharset = /^[A-Za-z0-9_-]*$/;
function isValidBase64URL(data) {
	if (!base64urlCharset.test(data)) return false;
	const base64 = data.replace(/[-_]/g, (c) => c === "-" ? "+" : "/");
	return isValidBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, "="));
}
const $ZodBase64URL = /*@__PURE__*/ $constructor("$ZodBase64URL", (inst, def) => {
	def.pattern ?? (def.pattern = base64urlCharset);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidBase64URL(payload.value)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "base64url",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodE164 = /*@__PURE__*/ $constructor("$ZodE164", (inst, def) => {
	def.pattern ?? (def.pattern = e164);
	$ZodStringFormat.init(inst, def);
});
function isValidJWT(token, algorithm = null) {
	try {
		const tokensParts = token.split(".");
		if (tokensParts.length !== 3) return false;
		const [header] = tokensParts;
		if (!header) return false;
		const parsedHeader = JSON.parse(atob(header));
		if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT") return false;
		if (!parsedHeader.alg) return false;
		if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm)) return false;
		return true;
	} catch {
		return false;
	}
}
const $ZodJWT = /*@__PURE__*/ $constructor("$ZodJWT", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidJWT(payload.value, def.alg)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "jwt",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodNumber = /*@__PURE__*/ $constructor("$ZodNumber", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = number$1;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Number(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) return payload;
		const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
		payload.issues.push({
			expected: "number",
			code: "invalid_type",
			input,
			inst,
			...received ? { received } : {}
		});
		return payload;
	};
});
const $ZodNumberFormat = /*@__PURE__*/ $constructor("$ZodNumberFormat", (inst, def) => {
	$ZodCheckNumberFormat.init(inst, def);
	$ZodNumber.init(inst, def);
});
const $ZodBoolean = /*@__PURE__*/ $constructor("$ZodBoolean", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = boolean$1;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Boolean(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "boolean") return payload;
		payload.issues.push({
			expected: "boolean",
			code: "invalid_type",
			input,
			inst
		});
		return payload;
	};
});
const $ZodUnknown = /*@__PURE__*/ $constructor("$ZodUnknown", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload) => payload;
});
const $ZodNever = /*@__PURE__*/ $constructor("$ZodNever", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _ctx) => {
		payload.issues.push({
			expected: "never",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
function capSize(inst, size) {
	const caps = sizeCaps(inst._zod.def.checks);
	if (!caps.length) return;
	const cap = Math.min(...caps.map((c) => c[0]));
	const parse = inst._zod.parse;
	inst._zod.parse = (payload, ctx) => {
		const n = size(payload.value);
		if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
			for (const [max, ch] of sizeCaps(inst._zod.def.checks)) if (n > max && ch._zod.def.when(payload)) {
				const start = payload.issues.length;
				ch._zod.check(payload);
				payload.issues[start].continue = false;
				attachSchema(payload.issues, start, inst);
				return payload;
			}
		}
		return parse(payload, ctx);
	};
}
const arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
const $ZodArray = /*@__PURE__*/ $constructor("$ZodArray", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!Array.isArray(input)) {
			payload.issues.push({
				expected: "array",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
		const proms = [];
		const abortEarly = ctx?.abortEarly;
		for (let i = 0; i < input.length; i++) {
			const item = input[i];
			const result = def.element._zod.run({
				value: item,
				issues: []
			}, ctx);
			if (result instanceof Promise) proms.push(result.then((result) => handleArrayResult(result, payload, i)));
			else {
				handleArrayResult(result, payload, i);
				if (abortEarly && result.issues.length !== 0 && aborted(result)) break;
			}
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
	capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
	const isPresent = key in input;
	const isOptionalOut = optout === "optional";
	if (!isPresent && isOptionalOut && optin === "optional") return;
	if (result.issues.length) {
		if (optin !== void 0 && isOptionalOut && !isPresent) return;
		final.issues.push(...prefixIssues(key, result.issues));
	}
	if (!isPresent && optin === void 0) {
		if (!result.issues.length) final.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [key]
		});
		return;
	}
	if (result.value === void 0) {
		if (isPresent || optin === "defaulted" && !isOptionalOut) final.value[key] = void 0;
	} else final.value[key] = result.value;
}
const NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
	const keys = Object.keys(def.shape);
	const ownSymbols = Object.getOwnPropertySymbols(def.shape);
	const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
	const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
	for (const k of allKeys) if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
	const okeys = optionalKeys(def.shape);
	return {
		...def,
		allKeys,
		symbolKeys,
		keySet: new Set(keys),
		numKeys: keys.length,
		optionalKeys: new Set(okeys)
	};
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
	const unrecognized = [];
	const keySet = def.keySet;
	const _catchall = def.catchall._zod;
	const t = _catchall.def.type;
	const optin = _catchall.optin;
	const optout = _catchall.optout;
	let seen = 0;
	for (const key in input) {
		if (abortEarly && payload.issues.length !== seen) {
			if (aborted(payload, seen)) break;
			seen = payload.issues.length;
		}
		if (keySet.has(key)) continue;
		if (key === "__proto__") {
			if (t === "never") unrecognized.push(key);
			continue;
		}
		if (t === "never") {
			unrecognized.push(key);
			continue;
		}
		const r = _catchall.run({
			value: input[key],
			issues: []
		}, ctx);
		if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
		else handlePropertyResult(r, payload, key, input, optin, optout);
	}
	if (unrecognized.length) payload.issues.push({
		code: "unrecognized_keys",
		keys: unrecognized,
		input,
		inst,
		continue: true
	});
	if (!proms.length) return payload;
	return Promise.all(proms).then(() => {
		return payload;
	});
}
const $ZodObject = /*@__PURE__*/ $constructor("$ZodObject", (inst, def) => {
	$ZodType.init(inst, def);
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	const sh = desc?.get ? desc.get.raw : def.shape ?? {};
	if (sh) {
		const get = () => {
			const newSh = { ...sh };
			Object.defineProperty(def, "shape", { value: newSh });
			get.raw = newSh;
			return newSh;
		};
		get.raw = sh;
		Object.defineProperty(def, "shape", { get });
	}
	const _normalized = cached(() => normalizeDef(def));
	defineLazyInternal(inst, "propValues", (zod) => {
		const shape = zod.def.shape;
		const propValues = {};
		for (const key in shape) {
			const field = shape[key]._zod;
			if (field.values) {
				if (!Object.prototype.hasOwnProperty.call(propValues, key)) assignProp(propValues, key, /* @__PURE__ */ new Set());
				for (const v of field.values) propValues[key].add(v);
				if (field.optin !== void 0) propValues[key].add(void 0);
			}
		}
		return propValues;
	});
	const isObject$1 = isObject;
	const catchall = def.catchall;
	let value;
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		value ?? (value = _normalized.value);
		const input = payload.value;
		if (!isObject$1(input)) {
			payload.issues.push({
				expected: "object",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
		const proms = [];
		const shape = value.shape;
		const abortEarly = ctx?.abortEarly;
		let seen = payload.issues.length;
		for (const key of value.allKeys) {
			if (abortEarly && payload.issues.length !== seen) {
				if (aborted(payload, seen)) break;
				seen = payload.issues.length;
			}
			if (key === "__proto__") continue;
			const el = shape[key];
			const optin = el._zod.optin;
			const optout = el._zod.optout;
			const r = el._zod.run({
				value: input[key],
				issues: []
			}, ctx);
			if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
			else handlePropertyResult(r, payload, key, input, optin, optout);
		}
		if (!catchall) return proms.length ? Promise.all(proms).then(() => payload) : payload;
		return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
	};
});
const $ZodObjectJIT = /*@__PURE__*/ $constructor("$ZodObjectJIT", (inst, def) => {
	$ZodObject.init(inst, def);
	const superParse = inst._zod.parse;
	const _normalized = cached(() => normalizeDef(def));
	const memo = globalConfig.memoizer;
	const generateFastpass = (shape) => {
		const normalized = _normalized.value;
		const syms = normalized.symbolKeys;
		const doc = new Doc(["payload", "ctx"], {
			shape,
			inst,
			memo,
			syms
		});
		const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
		const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
		doc.write(`const input = payload.value;`);
		const ids = Object.create(null);
		let counter = 0;
		for (const key of normalized.allKeys) ids[key] = `key_${counter++}`;
		doc.write(memo ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
		for (const key of normalized.allKeys) {
			if (key === "__proto__") continue;
			const id = ids[key];
			const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : esc(key);
			const isPresent = `${k} in input`;
			const schema = shape[key];
			const optin = schema?._zod?.optin;
			const isOptionalIn = optin !== void 0;
			const isOptionalOut = schema?._zod?.optout === "optional";
			doc.write(`const ${id} = ${parseStr(k)};`);
			if (isOptionalIn && isOptionalOut) {
				const assign = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
				doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
			} else if (!isOptionalIn) doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
			else {
				doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
				if (optin === "defaulted") doc.write(`newResult[${k}] = ${id}.value;`);
				else doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
			}
		}
		doc.write(`payload.value = newResult;`);
		doc.write(`return payload;`);
		return doc.compile();
	};
	let fastpass;
	const isObject$2 = isObject;
	const jit = !globalConfig.jitless;
	const allowsEval$1 = allowsEval;
	const fastEnabled = jit && allowsEval$1.value;
	const catchall = def.catchall;
	let value;
	inst._zod.parse = (payload, ctx) => {
		value ?? (value = _normalized.value);
		const input = payload.value;
		if (!isObject$2(input)) {
			payload.issues.push({
				expected: "object",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
			if (!fastpass) fastpass = generateFastpass(def.shape);
			payload = fastpass(payload, ctx);
			if (!catchall) return payload;
			return handleCatchall([], input, payload, ctx, value, inst, ctx?.abortEarly === true);
		}
		return superParse(payload, ctx);
	};
});
function handleUnionResults(results, final, inst, ctx) {
	for (const result of results) if (result.issues.length === 0) {
		final.value = result.value;
		return final;
	}
	const nonaborted = results.filter((r) => !aborted(r));
	if (nonaborted.length === 1) {
		final.value = nonaborted[0].value;
		return nonaborted[0];
	}
	final.issues.push({
		code: "invalid_union",
		input: final.value,
		inst,
		errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
	});
	return final;
}
const $ZodUnion = /*@__PURE__*/ $constructor("$ZodUnion", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
	defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
	defineLazyInternal(inst, "values", (zod) => {
		if (zod.def.options.every((o) => o._zod.values)) return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		if (zod.def.options.every((o) => o._zod.pattern)) {
			const patterns = zod.def.options.map((o) => o._zod.pattern);
			return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
		}
	});
	const first = def.options.length === 1 ? def.options[0]._zod.run : null;
	inst._zod.parse = (payload, ctx) => {
		if (first) return first(payload, ctx);
		let async = false;
		const results = [];
		for (const option of def.options) {
			const result = option._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) {
				results.push(result);
				async = true;
			} else {
				if (result.issues.length === 0) return result;
				results.push(result);
			}
		}
		if (!async) return handleUnionResults(results, payload, inst, ctx);
		return Promise.all(results).then((results) => {
			return handleUnionResults(results, payload, inst, ctx);
		});
	};
});
function discriminatorMap(def) {
	const map = /* @__PURE__ */ new Map();
	for (const option of def.options) {
		const values = option._zod.propValues?.[def.discriminator];
		if (!values || values.size === 0) throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
		for (const value of values) if (map.has(value)) {
			if (value !== void 0) throw new Error(`Duplicate discriminator value "${String(value)}"`);
			map.set(value, null);
		} else map.set(value, option);
	}
	return map;
}
const $ZodDiscriminatedUnion = /*@__PURE__*/ $constructor("$ZodDiscriminatedUnion", (inst, def) => {
	def.inclusive = false;
	$ZodUnion.init(inst, def);
	const _super = inst._zod.parse;
	defineLazyInternal(inst, "propValues", (zod) => {
		const propValues = {};
		let undefinedCount = 0;
		for (const option of zod.def.options) {
			const pv = option._zod.propValues;
			if (!pv || Object.keys(pv).length === 0) throw new Error(`Invalid discriminated union option at index "${zod.def.options.indexOf(option)}"`);
			if (pv[zod.def.discriminator]?.has(void 0)) undefinedCount++;
			for (const [k, v] of Object.entries(pv)) {
				if (!Object.prototype.hasOwnProperty.call(propValues, k)) assignProp(propValues, k, /* @__PURE__ */ new Set());
				for (const val of v) propValues[k].add(val);
			}
		}
		if (!zod.def.unionFallback && undefinedCount > 1) propValues[zod.def.discriminator]?.delete(void 0);
		return propValues;
	});
	def.options.forEach((option, i) => {
		const propShape = rawShape(option._zod.def);
		if (propShape && !Object.prototype.hasOwnProperty.call(propShape, def.discriminator)) throw new Error(`Invalid discriminated union option at index "${i}"`);
	});
	const disc = cached(() => discriminatorMap(def));
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!isObject(input)) {
			payload.issues.push({
				code: "invalid_type",
				expected: "object",
				input,
				inst
			});
			return payload;
		}
		const value = input?.[def.discriminator];
		const opt = disc.value.get(value);
		if (opt && (value !== void 0 || ctx.direction !== "backward")) return opt._zod.run(payload, ctx);
		if (def.unionFallback || ctx.direction === "backward") return _super(payload, ctx);
		payload.issues.push({
			code: "invalid_union",
			errors: [],
			note: "No matching discriminator",
			discriminator: def.discriminator,
			options: Array.from(disc.value.keys()).filter((value) => disc.value.get(value) !== null),
			input,
			path: [def.discriminator],
			inst
		});
		return payload;
	};
});
const $ZodIntersection = /*@__PURE__*/ $constructor("$ZodIntersection", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		const left = def.left._zod.run({
			value: input,
			issues: []
		}, ctx);
		const right = def.right._zod.run({
			value: input,
			issues: []
		}, ctx);
		if (left instanceof Promise || right instanceof Promise) return Promise.all([left, right]).then(([left, right]) => {
			return handleIntersectionResults(payload, left, right);
		});
		return handleIntersectionResults(payload, left, right);
	};
});
function mergeValues(a, b) {
	if (a === b) return {
		valid: true,
		data: a
	};
	if (a instanceof Date && b instanceof Date && +a === +b) return {
		valid: true,
		data: a
	};
	if (isPlainObject(a) && isPlainObject(b)) {
		const bKeys = Object.keys(b);
		const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
		const newObj = {
			...a,
			...b
		};
		if (Object.prototype.hasOwnProperty.call(newObj, "__proto__")) delete newObj.__proto__;
		for (const key of sharedKeys) {
			if (key === "__proto__") continue;
			const sharedValue = mergeValues(a[key], b[key]);
			if (!sharedValue.valid) return {
				valid: false,
				mergeErrorPath: [key, ...sharedValue.mergeErrorPath]
			};
			newObj[key] = sharedValue.data;
		}
		return {
			valid: true,
			data: newObj
		};
	}
	if (Array.isArray(a) && Array.isArray(b)) {
		if (a.length !== b.length) return {
			valid: false,
			mergeErrorPath: []
		};
		const newArray = [];
		for (let index = 0; index < a.length; index++) {
			const itemA = a[index];
			const itemB = b[index];
			const sharedValue = mergeValues(itemA, itemB);
			if (!sharedValue.valid) return {
				valid: false,
				mergeErrorPath: [index, ...sharedValue.mergeErrorPath]
			};
			newArray.push(sharedValue.data);
		}
		return {
			valid: true,
			data: newArray
		};
	}
	return {
		valid: false,
		mergeErrorPath: []
	};
}
function handleIntersectionResults(result, left, right) {
	const unrecKeys = /* @__PURE__ */ new Map();
	let unrecIssue;
	const keyIssues = /* @__PURE__ */ new Map();
	const collect = (iss, side) => {
		let keys;
		if (iss.code === "unrecognized_keys" && !iss.path?.length) {
			unrecIssue ?? (unrecIssue = iss);
			keys = iss.keys;
		} else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
			const k = String(iss.path[0]);
			if (!keyIssues.has(k)) keyIssues.set(k, iss);
			keys = [k];
		} else return false;
		for (const k of keys) {
			if (!unrecKeys.has(k)) unrecKeys.set(k, {});
			unrecKeys.get(k)[side] = true;
		}
		return true;
	};
	for (const iss of left.issues) if (!collect(iss, "l")) result.issues.push(iss);
	for (const iss of right.issues) if (!collect(iss, "r")) result.issues.push(iss);
	const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
	if (bothKeys.length) {
		const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
		if (aggregated.length) result.issues.push({
			...unrecIssue,
			keys: aggregated
		});
		for (const k of bothKeys) if (!aggregated.includes(k) && keyIssues.has(k)) result.issues.push(keyIssues.get(k));
	}
	const merged = mergeValues(left.value, right.value);
	if (!merged.valid) {
		if (aborted(result)) return result;
		throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`);
	}
	result.value = merged.data;
	return result;
}
const $ZodRecord = /*@__PURE__*/ $constructor("$ZodRecord", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!isPlainObject(input)) {
			payload.issues.push({
				expected: "record",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		const proms = [];
		const values = def.keyType._zod.values;
		if (values && !def.partial) {
			payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
			const recordKeys = /* @__PURE__ */ new Set();
			for (const key of values) if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
				recordKeys.add(typeof key === "number" ? key.toString() : key);
				if (key === "__proto__") continue;
				const keyResult = def.keyType._zod.run({
					value: key,
					issues: []
				}, ctx);
				if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
				if (keyResult.issues.length) {
					payload.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
						input: key,
						path: [key],
						inst
					});
					continue;
				}
				const outKey = keyResult.value;
				if (outKey === "__proto__") continue;
				const result = def.valueType._zod.run({
					value: input[key],
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((result) => {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}));
				else {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}
			}
			let unrecognized;
			for (const key in input) if (!recordKeys.has(key)) {
				if (def.mode === "loose") {
					if (key === "__proto__") continue;
					payload.value[key] = input[key];
				} else {
					unrecognized = unrecognized ?? [];
					unrecognized.push(key);
				}
			}
			if (unrecognized && unrecognized.length > 0) payload.issues.push({
				code: "unrecognized_keys",
				input,
				inst,
				keys: unrecognized,
				continue: true
			});
		} else {
			payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
			let unrecognized;
			for (const key of Reflect.ownKeys(input)) {
				if (key === "__proto__") continue;
				if (!Object.prototype.propertyIsEnumerable.call(input, key)) continue;
				let keyResult = def.keyType._zod.run({
					value: key,
					issues: []
				}, ctx);
				if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
				if (typeof key === "string" && number$1.test(key) && keyResult.issues.length) {
					const retryResult = def.keyType._zod.run({
						value: Number(key),
						issues: []
					}, ctx);
					if (retryResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
					if (retryResult.issues.length === 0) keyResult = retryResult;
				}
				if (keyResult.issues.length) {
					if (def.mode === "loose") payload.value[key] = input[key];
					else if (values) {
						unrecognized = unrecognized ?? [];
						unrecognized.push(key);
					} else payload.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
						input: key,
						path: [key],
						inst
					});
					continue;
				}
				const outKey = keyResult.value;
				if (outKey === "__proto__") continue;
				const result = def.valueType._zod.run({
					value: input[key],
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((result) => {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}));
				else {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}
			}
			if (unrecognized && unrecognized.length > 0) payload.issues.push({
				code: "unrecognized_keys",
				input,
				inst,
				keys: unrecognized,
				continue: true
			});
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
});
const $ZodEnum = /*@__PURE__*/ $constructor("$ZodEnum", (inst, def) => {
	$ZodType.init(inst, def);
	const values = getEnumValues(def.entries);
	const valuesSet = new Set(values);
	inst._zod.values = valuesSet;
	defineLazyInternal(inst, "pattern", (zod) => {
		const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
		return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (valuesSet.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodLiteral = /*@__PURE__*/ $constructor("$ZodLiteral", (inst, def) => {
	$ZodType.init(inst, def);
	const values = new Set(def.values);
	inst._zod.values = values;
	defineLazyInternal(inst, "pattern", (zod) => {
		const vals = zod.def.values;
		return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (values.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values: def.values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodTransform = /*@__PURE__*/ $constructor("$ZodTransform", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "optional";
	globalConfig.memoizer?.guard(inst);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
		const _out = def.transform(payload.value, payload);
		if (ctx.async) return (_out instanceof Promise ? _out : Promise.resolve(_out)).then((output) => {
			payload.value = output;
			return payload;
		});
		if (_out instanceof Promise) throw new $ZodAsyncError();
		payload.value = _out;
		return payload;
	};
});
function handleOptionalResult(payload, result) {
	payload.value = result.issues.length ? void 0 : result.value;
	return payload;
}
const $ZodOptional = /*@__PURE__*/ $constructor("$ZodOptional", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
	inst._zod.optout = "optional";
	defineLazyInternal(inst, "values", (zod) => {
		const values = zod.def.innerType._zod.values;
		return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === void 0) {
			if (def.innerType._zod.optin !== "defaulted") return payload;
			const result = def.innerType._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) return result.then((result) => handleOptionalResult(payload, result));
			return handleOptionalResult(payload, result);
		}
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodExactOptional = /*@__PURE__*/ $constructor("$ZodExactOptional", (inst, def) => {
	$ZodOptional.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
	inst._zod.parse = (payload, ctx) => {
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodNullable = /*@__PURE__*/ $constructor("$ZodNullable", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
	});
	defineLazyInternal(inst, "values", (zod) => {
		return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === null) return payload;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodDefault = /*@__PURE__*/ $constructor("$ZodDefault", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "defaulted";
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		if (payload.value === void 0) {
			payload.value = def.defaultValue;
			/**
			* $ZodDefault returns the default value immediately in forward direction.
			* It doesn't pass the default value into the validator ("prefault"). There's no reason to pass the default value through validation. The validity of the default is enforced by TypeScript statically. Otherwise, it's the responsibility of the user to ensure the default is valid. In the case of pipes with divergent in/out types, you can specify the default on the `in` schema of your ZodPipe to set a "prefault" for the pipe.   */
			return payload;
		}
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then((result) => handleDefaultResult(result, def));
		return handleDefaultResult(result, def);
	};
});
function handleDefaultResult(payload, def) {
	if (payload.value === void 0) payload.value = def.defaultValue;
	return payload;
}
const $ZodPrefault = /*@__PURE__*/ $constructor("$ZodPrefault", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "defaulted";
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		if (payload.value === void 0) payload.value = def.defaultValue;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodNonOptional = /*@__PURE__*/ $constructor("$ZodNonOptional", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => {
		const v = zod.def.innerType._zod.values;
		return v ? new Set([...v].filter((x) => x !== void 0)) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then((result) => handleNonOptionalResult(result, inst));
		return handleNonOptionalResult(result, inst);
	};
});
function handleNonOptionalResult(payload, inst) {
	if (!payload.issues.length && payload.value === void 0) payload.issues.push({
		code: "invalid_type",
		expected: "nonoptional",
		input: payload.value,
		inst
	});
	return payload;
}
function handleCatchResult(payload, result, def, ctx) {
	if (!result.issues.length) {
		payload.value = result.value;
		if (result.memo) payload.memo = true;
		return payload;
	}
	payload.value = def.catchValue({
		...result,
		value: payload.value,
		error: { issues: result.issues.map((iss) => finalizeIssue(iss, ctx, config())) },
		input: payload.value
	});
	return payload;
}
const $ZodCatch = /*@__PURE__*/ $constructor("$ZodCatch", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		const result = def.innerType._zod.run({
			value: payload.value,
			issues: []
		}, ctx);
		if (result instanceof Promise) return result.then((result) => handleCatchResult(payload, result, def, ctx));
		return handleCatchResult(payload, result, def, ctx);
	};
});
const $ZodPipe = /*@__PURE__*/ $constructor("$ZodPipe", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
	defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
	defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") {
			const right = def.out._zod.run(payload, ctx);
			if (right instanceof Promise) return right.then((right) => handlePipeResult(right, def.in, ctx));
			return handlePipeResult(right, def.in, ctx);
		}
		const left = def.in._zod.run(payload, ctx);
		if (left instanceof Promise) return left.then((left) => handlePipeResult(left, def.out, ctx));
		return handlePipeResult(left, def.out, ctx);
	};
});
function handlePipeResult(left, next, ctx) {
	if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
		left.aborted = true;
		return left;
	}
	return next._zod.run({
		value: left.value,
		issues: left.issues
	}, ctx);
}
const $ZodPreprocess = /*@__PURE__*/ $constructor("$ZodPreprocess", (inst, def) => {
	$ZodPipe.init(inst, def);
});
const $ZodReadonly = /*@__PURE__*/ $constructor("$ZodReadonly", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then(handleReadonlyResult);
		return handleReadonlyResult(result);
	};
});
function handleReadonlyResult(payload) {
	if (!payload.memo) payload.value = Object.freeze(payload.value);
	return payload;
}
const $ZodCustom = /*@__PURE__*/ $constructor("$ZodCustom", (inst, def) => {
	$ZodCheck.init(inst, def);
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _) => {
		return payload;
	};
	inst._zod.check = (payload) => {
		const input = payload.value;
		const r = def.fn(input);
		if (r instanceof Promise) return r.then((r) => handleRefineResult(r, payload, input, inst));
		handleRefineResult(r, payload, input, inst);
	};
});
function handleRefineResult(result, payload, input, inst) {
	if (!result) {
		const _iss = {
			code: "custom",
			input,
			inst,
			path: [...inst._zod.def.path ?? []],
			continue: !inst._zod.def.abort
		};
		if (inst._zod.def.params) _iss.params = inst._zod.def.params;
		payload.issues.push(issue(_iss));
	}
}

// node_modules/zod/v4/core/memoizer.js
var $ZodCyclicError = class extends Error {
	constructor() {
		super(`Cannot parse a reference cycle that closes through a transform`);
		this.name = "ZodCyclicError";
	}
};
/** Keyed off the context object every schema in one parse call already shares. */
const STATE = "~memo";
const NO_ISSUES = [];
function isRef(value) {
	return value !== null && typeof value === "object";
}
function cloneIssues(issues) {
	return issues.map((iss) => iss.path ? {
		...iss,
		path: iss.path.slice()
	} : { ...iss });
}
const recursive = /*@__PURE__*/ new WeakMap();
/** What the walk established, in order of certainty: ordered so the strongest answer among children wins. */
const NONE = 0;
const ASSUMED = 1;
const PROVEN = 2;
/** Whether this schema's subtree contains a cycle, so one parse can re-enter it. */
function isRecursive(inst, stack, resolve) {
	const cached = recursive.get(inst);
	if (cached !== void 0) return cached ? PROVEN : NONE;
	if (stack.has(inst)) return PROVEN;
	stack.add(inst);
	let result = NONE;
	const check = (child) => {
		if (result !== PROVEN && child?._zod) {
			const answer = isRecursive(child, stack, resolve);
			if (answer > result) result = answer;
		}
	};
	const shape = (sh, spread) => {
		let answer = NONE;
		for (const key of Reflect.ownKeys(sh)) {
			const desc = Object.getOwnPropertyDescriptor(sh, key);
			if (spread && !desc.enumerable) continue;
			const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve) : NONE;
			if (child > answer) answer = child;
		}
		return answer;
	};
	const merge = (answer) => {
		if (answer > result) result = answer;
	};
	const def = inst._zod.def;
	switch (def.type) {
		case "object": {
			const raw = rawShape(def);
			merge(raw ? shape(raw, true) : ASSUMED);
			check(def.catchall);
			break;
		}
		case "array":
			check(def.element);
			break;
		case "tuple":
			for (const el of def.items) check(el);
			check(def.rest);
			break;
		case "record":
		case "map":
			check(def.keyType);
			check(def.valueType);
			break;
		case "set":
			check(def.valueType);
			break;
		case "union":
			for (const el of def.options) check(el);
			break;
		case "intersection":
			check(def.left);
			check(def.right);
			break;
		case "optional":
		case "nullable":
		case "default":
		case "prefault":
		case "catch":
		case "readonly":
		case "nonoptional":
		case "promise":
		case "success":
			check(def.innerType);
			break;
		case "pipe":
			check(def.in);
			check(def.out);
			break;
		case "function":
			check(def.input);
			check(def.output);
			break;
		case "lazy": {
			const inner = def._cachedInner ?? (resolve ? inst._zod.innerType : void 0);
			merge(inner ? isRecursive(inner, stack, false) : ASSUMED);
			break;
		}
		case "template_literal":
		case "string":
		case "number":
		case "int":
		case "boolean":
		case "bigint":
		case "symbol":
		case "undefined":
		case "null":
		case "void":
		case "never":
		case "any":
		case "unknown":
		case "date":
		case "nan":
		case "enum":
		case "literal":
		case "file":
		case "transform":
		case "custom": break;
		default: for (const key in def) {
			const desc = Object.getOwnPropertyDescriptor(def, key);
			if (!desc || desc.get) continue;
			const value = desc.value;
			if (!value || typeof value !== "object") continue;
			if (value._zod) check(value);
			else if (Array.isArray(value)) for (const el of value) check(el);
		}
	}
	stack.delete(inst);
	return settle(inst, result);
}
/** An assumed answer must not outlive the resolution that settles it, so only a certain one is cached. */
function settle(inst, answer) {
	if (answer !== ASSUMED) recursive.set(inst, answer === PROVEN);
	return answer;
}
function bucketFor(state, inst) {
	let bucket = state.buckets.get(inst);
	if (!bucket) {
		bucket = /* @__PURE__ */ new WeakMap();
		state.buckets.set(inst, bucket);
	}
	return bucket;
}
let handoff;
const open$1 = [];
const memo = {
	alloc(_inst, payload, empty) {
		const bucket = handoff;
		if (!bucket) return empty;
		handoff = void 0;
		const entry = {
			value: empty,
			issues: null
		};
		bucket.set(payload.value, entry);
		open$1.push(entry);
		return empty;
	},
	guard(inst) {
		var _a;
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred.push(() => {
			const base = inst._zod.parse;
			const wrapped = (payload, ctx) => {
				if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value)) throw new $ZodCyclicError();
				return base(payload, ctx);
			};
			inst._zod.parse = wrapped;
			if (inst._zod.run === base) inst._zod.run = wrapped;
		});
	},
	attach(inst) {
		var _a;
		let isRecursiveInst;
		let rechecked = false;
		let lastCtx;
		let lastBucket;
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred.push(() => {
			const base = inst._zod.parse;
			const wrapped = (payload, ctx) => {
				if (isRecursiveInst === void 0) {
					const walked = isRecursive(inst, /* @__PURE__ */ new Set(), false);
					if (walked === NONE) {
						inst._zod.parse = base;
						if (inst._zod.run === wrapped) inst._zod.run = base;
						return base(payload, ctx);
					}
					if (walked === PROVEN || rechecked) isRecursiveInst = true;
					else rechecked = true;
				}
				const input = payload.value;
				if (!isRef(input)) return base(payload, ctx);
				let state = ctx[STATE];
				if (!state) {
					state = {
						buckets: /* @__PURE__ */ new WeakMap(),
						backEdges: void 0
					};
					ctx[STATE] = state;
				}
				let bucket;
				if (lastCtx === ctx) bucket = lastBucket;
				else {
					bucket = bucketFor(state, inst);
					lastCtx = ctx;
					lastBucket = bucket;
				}
				const hit = bucket.get(input);
				if (hit) {
					payload.value = hit.value;
					if (hit.issues) {
						if (hit.issues.length) payload.issues.push(...cloneIssues(hit.issues));
					} else {
						payload.memo = true;
						state.backEdges ?? (state.backEdges = /* @__PURE__ */ new WeakSet());
						state.backEdges.add(hit.value);
					}
					return payload;
				}
				handoff = bucket;
				const depth = open$1.length;
				const result = base(payload, ctx);
				handoff = void 0;
				const entry = open$1.length > depth ? open$1.pop() : void 0;
				if (result instanceof Promise) return result.then((r) => {
					if (entry) entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
					return r;
				});
				if (entry) entry.issues = result.issues.length ? cloneIssues(result.issues) : NO_ISSUES;
				return result;
			};
			inst._zod.parse = wrapped;
			if (inst._zod.run === base) inst._zod.run = wrapped;
		});
	}
};
/** The memoizer that gives containers cycle support. `zod` installs it by default; `zod/mini` opts in with `config({ memoizer: memoizer() })`. */
function memoizer() {
	return memo;
}
/** Whether this value is a node a back-edge resolved to before it finished. */
function isBackEdge(ctx, value) {
	const backEdges = ctx[STATE]?.backEdges;
	return backEdges !== void 0 && isRef(value) && backEdges.has(value);
}

// node_modules/zod/v4/locales/en.js
const error = () => {
	const Sizable = {
		string: {
			unit: "characters",
			verb: "to have"
		},
		file: {
			unit: "bytes",
			verb: "to have"
		},
		array: {
			unit: "items",
			verb: "to have"
		},
		set: {
			unit: "items",
			verb: "to have"
		},
		map: {
			unit: "entries",
			verb: "to have"
		}
	};
	function getSizing(origin) {
		return Sizable[origin] ?? null;
	}
	const FormatDictionary = {
		regex: "input",
		email: "email address",
		url: "URL",
		emoji: "emoji",
		uuid: "UUID",
		uuidv4: "UUIDv4",
		uuidv6: "UUIDv6",
		nanoid: "nanoid",
		guid: "GUID",
		cuid: "cuid",
		cuid2: "cuid2",
		ulid: "ULID",
		xid: "XID",
		ksuid: "KSUID",
		datetime: "ISO datetime",
		date: "ISO date",
		time: "ISO time",
		duration: "ISO duration",
		ipv4: "IPv4 address",
		ipv6: "IPv6 address",
		mac: "MAC address",
		cidrv4: "IPv4 range",
		cidrv6: "IPv6 range",
		base64: "base64-encoded string",
		base64url: "base64url-encoded string",
		json_string: "JSON string",
		e164: "E.164 number",
		currency_code: "currency code",
		credit_card: "credit card number",
		iban: "IBAN",
		jwt: "JWT",
		template_literal: "input"
	};
	const TypeDictionary = { nan: "NaN" };
	function getTypeName(type, input) {
		if (type === "number" && typeof input === "number" && !Number.isFinite(input)) return String(input);
		return TypeDictionary[type] ?? type;
	}
	return (issue) => {
		switch (issue.code) {
			case "invalid_type": return `Invalid input: expected ${getTypeName(issue.expected)}, received ${getTypeName(parsedType(issue.input), issue.input)}`;
			case "invalid_value":
				if (issue.values.length === 1) return `Invalid input: expected ${stringifyPrimitive(issue.values[0])}`;
				return `Invalid option: expected one of ${joinValues(issue.values, "|")}`;
			case "too_big": {
				const adj = issue.exact ? "exactly " : issue.inclusive ? "<=" : "<";
				const sizing = getSizing(issue.origin);
				if (sizing) return `Too big: expected ${issue.origin ?? "value"} to have ${adj}${issue.maximum.toString()} ${sizing.unit ?? "elements"}`;
				return `Too big: expected ${issue.origin ?? "value"} to be ${adj}${issue.maximum.toString()}`;
			}
			case "too_small": {
				const adj = issue.exact ? "exactly " : issue.inclusive ? ">=" : ">";
				const sizing = getSizing(issue.origin);
				if (sizing) return `Too small: expected ${issue.origin} to have ${adj}${issue.minimum.toString()} ${sizing.unit}`;
				return `Too small: expected ${issue.origin} to be ${adj}${issue.minimum.toString()}`;
			}
			case "invalid_format": {
				const _issue = issue;
				if (_issue.format === "starts_with") return `Invalid string: must start with "${_issue.prefix}"`;
				if (_issue.format === "ends_with") return `Invalid string: must end with "${_issue.suffix}"`;
				if (_issue.format === "includes") return `Invalid string: must include "${_issue.includes}"`;
				if (_issue.format === "regex") return `Invalid string: must match pattern ${_issue.pattern}`;
				return `Invalid ${FormatDictionary[_issue.format] ?? issue.format}`;
			}
			case "not_multiple_of": return `Invalid number: must be a multiple of ${issue.divisor}`;
			case "unrecognized_keys": return `Unrecognized key${issue.keys.length > 1 ? "s" : ""}: ${joinValues(issue.keys, ", ")}`;
			case "invalid_key": return `Invalid key in ${issue.origin}`;
			case "invalid_union":
				if (issue.options && Array.isArray(issue.options) && issue.options.length > 0) return `Invalid discriminator value. Expected ${issue.options.map((o) => `'${o}'`).join(" | ")}`;
				if (issue.inclusive === false) return "Invalid input: more than one option matched";
				return "Invalid input";
			case "invalid_element": return `Invalid value in ${issue.origin}`;
			default: return `Invalid input`;
		}
	};
};
function en_default() {
	return { localeError: error() };
}

// node_modules/zod/v4/core/registries.js
var _a;
var $ZodRegistry = class {
	constructor() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
	}
	add(schema, ..._meta) {
		const meta = _meta[0];
		this._map.set(schema, meta);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.set(meta.id, schema);
		return this;
	}
	clear() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
		return this;
	}
	remove(schema) {
		const meta = this._map.get(schema);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.delete(meta.id);
		this._map.delete(schema);
		return this;
	}
	get(schema) {
		const p = schema._zod.parent;
		if (p) {
			const pm = { ...this.get(p) ?? {} };
			delete pm.id;
			const f = {
				...pm,
				...this._map.get(schema)
			};
			return Object.keys(f).length ? f : void 0;
		}
		return this._map.get(schema);
	}
	has(schema) {
		return this._map.has(schema);
	}
};
function registry() {
	return new $ZodRegistry();
}
(_a = globalThis).__zod_globalRegistry ?? (_a.__zod_globalRegistry = registry());
const globalRegistry = globalThis.__zod_globalRegistry;

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
	if (def.checks) def.checks = [...def.checks];
	return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
	return new Class(snapshotChecks({
		type: "string",
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _email(Class, params) {
	return new Class({
		type: "string",
		format: "email",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _guid(Class, params) {
	return new Class({
		type: "string",
		format: "guid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v4",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v6",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v7",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _url(Class, params) {
	return new Class({
		type: "string",
		format: "url",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _emoji(Class, params) {
	return new Class({
		type: "string",
		format: "emoji",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class, params) {
	return new Class({
		type: "string",
		format: "nanoid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link _cuid2} instead.
* See https://github.com/paralleldrive/cuid.
*/
// @__NO_SIDE_EFFECTS__
function _cuid(Class, params) {
	return new Class({
		type: "string",
		format: "cuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class, params) {
	return new Class({
		type: "string",
		format: "cuid2",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class, params) {
	return new Class({
		type: "string",
		format: "ulid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _xid(Class, params) {
	return new Class({
		type: "string",
		format: "xid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class, params) {
	return new Class({
		type: "string",
		format: "ksuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class, params) {
	return new Class({
		type: "string",
		format: "ipv4",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class, params) {
	return new Class({
		type: "string",
		format: "ipv6",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class, params) {
	return new Class({
		type: "string",
		format: "cidrv4",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class, params) {
	return new Class({
		type: "string",
		format: "cidrv6",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _base64(Class, params) {
	return new Class({
		type: "string",
		format: "base64",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class, params) {
	return new Class({
		type: "string",
		format: "base64url",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _e164(Class, params) {
	return new Class({
		type: "string",
		format: "e164",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class, params) {
	return new Class({
		type: "string",
		format: "jwt",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class, params) {
	return new Class({
		type: "string",
		format: "datetime",
		check: "string_format",
		offset: false,
		local: false,
		precision: null,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class, params) {
	return new Class({
		type: "string",
		format: "date",
		check: "string_format",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class, params) {
	return new Class({
		type: "string",
		format: "time",
		check: "string_format",
		precision: null,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class, params) {
	return new Class({
		type: "string",
		format: "duration",
		check: "string_format",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
	return new Class(snapshotChecks({
		type: "number",
		checks: [],
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _coercedNumber(Class, params) {
	return new Class(snapshotChecks({
		type: "number",
		coerce: true,
		checks: [],
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
	return new Class({
		type: "number",
		check: "number_format",
		abort: false,
		format: "safeint",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
	return new Class({
		type: "boolean",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class) {
	return new Class({ type: "unknown" });
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
	return new Class({
		type: "never",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _lt(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: false
	});
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: false
	});
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value, params) {
	return new $ZodCheckMultipleOf({
		check: "multiple_of",
		...normalizeParams(params),
		value
	});
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
	return new $ZodCheckMaxLength({
		check: "max_length",
		...normalizeParams(params),
		maximum
	});
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
	return new $ZodCheckMinLength({
		check: "min_length",
		...normalizeParams(params),
		minimum
	});
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
	return new $ZodCheckLengthEquals({
		check: "length_equals",
		...normalizeParams(params),
		length
	});
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
	return new $ZodCheckRegex({
		check: "string_format",
		format: "regex",
		...normalizeParams(params),
		pattern
	});
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
	return new $ZodCheckLowerCase({
		check: "string_format",
		format: "lowercase",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
	return new $ZodCheckUpperCase({
		check: "string_format",
		format: "uppercase",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
	return new $ZodCheckIncludes({
		check: "string_format",
		format: "includes",
		...normalizeParams(params),
		includes
	});
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
	return new $ZodCheckStartsWith({
		check: "string_format",
		format: "starts_with",
		...normalizeParams(params),
		prefix
	});
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
	return new $ZodCheckEndsWith({
		check: "string_format",
		format: "ends_with",
		...normalizeParams(params),
		suffix
	});
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
	return new $ZodCheckOverwrite({
		check: "overwrite",
		tx
	});
}
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
	return /* @__PURE__ */ _overwrite((input) => input.normalize(form));
}
// @__NO_SIDE_EFFECTS__
function _trim() {
	return /* @__PURE__ */ _overwrite((input) => input.trim());
}
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
	return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
	return /* @__PURE__ */ _overwrite((input) => input.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function _slugify() {
	return /* @__PURE__ */ _overwrite((input) => slugify(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class, element, params) {
	return new Class({
		type: "array",
		element,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...normalizeParams(_params)
	});
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
	const ch = /* @__PURE__ */ _check((payload) => {
		payload.addIssue = (issue$2) => {
			if (typeof issue$2 === "string") payload.issues.push(issue(issue$2, payload.value, ch._zod.def));
			else {
				const _issue = issue$2;
				if (_issue.fatal) _issue.continue = false;
				_issue.code ?? (_issue.code = "custom");
				if (!("input" in _issue)) _issue.input = payload.value;
				_issue.inst ?? (_issue.inst = ch);
				_issue.continue ?? (_issue.continue = !ch._zod.def.abort);
				payload.issues.push(issue(_issue));
			}
		};
		return fn(payload.value, payload);
	}, params);
	return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
	const ch = new $ZodCheck({
		check: "custom",
		...normalizeParams(params)
	});
	ch._zod.check = fn;
	return ch;
}

// node_modules/zod/v4/core/to-json-schema.js
function assignProps(target, ...sources) {
	for (const source of sources) for (const key of Reflect.ownKeys(source)) if (Object.prototype.propertyIsEnumerable.call(source, key)) assignProp(target, key, source[key]);
	return target;
}
function initializeContext(params) {
	let target = params?.target ?? "draft-2020-12";
	if (target === "draft-4") target = "draft-04";
	if (target === "draft-7") target = "draft-07";
	return {
		processors: params.processors ?? {},
		metadataRegistry: params?.metadata ?? globalRegistry,
		target,
		unrepresentable: params?.unrepresentable ?? "throw",
		override: params?.override ?? (() => {}),
		io: params?.io ?? "output",
		counter: 0,
		seen: /* @__PURE__ */ new Map(),
		sharedDefsExtractedFor: void 0,
		sharedEmitDoneFor: void 0,
		cycles: params?.cycles ?? "ref",
		reused: params?.reused ?? "inline",
		intersections: [],
		deferred: [],
		external: params?.external ?? void 0
	};
}
/**
* Applies the `unrepresentable` setting at a site that has no JSON Schema equivalent. Throws
* `message` unless the setting (or the handler's return value) says otherwise. Returns `true` if a
* custom JSON Schema was written into `json`, in which case the caller must not write its own.
*/
function handleUnrepresentable(schema, ctx, json, params, message) {
	const result = typeof ctx.unrepresentable === "function" ? ctx.unrepresentable({
		zodSchema: schema,
		path: params.path,
		message
	}) : ctx.unrepresentable;
	if (result === "any") return false;
	if (result === void 0 || result === "throw") throw new Error(message);
	Object.assign(json, result);
	return true;
}
function processSchema(schema, ctx, _params = {
	path: [],
	schemaPath: []
}) {
	var _a;
	const def = schema._zod.def;
	const seen = ctx.seen.get(schema);
	if (seen) {
		seen.count++;
		if (_params.schemaPath.includes(schema)) seen.cycle = _params.path;
		return seen.schema;
	}
	const result = {
		schema: {},
		count: 1,
		cycle: void 0,
		path: _params.path
	};
	ctx.seen.set(schema, result);
	ctx.sharedDefsExtractedFor = void 0;
	ctx.sharedEmitDoneFor = void 0;
	const overrideSchema = schema._zod.toJSONSchema?.();
	if (overrideSchema) result.schema = overrideSchema;
	else {
		const params = {
			..._params,
			schemaPath: [..._params.schemaPath, schema],
			path: _params.path
		};
		if (schema._zod.processJSONSchema) schema._zod.processJSONSchema(ctx, result.schema, params);
		else {
			const _json = result.schema;
			const processor = ctx.processors[def.type];
			if (!processor) throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
			processor(schema, ctx, _json, params);
		}
		const parent = schema._zod.parent;
		if (parent) {
			if (!result.ref) result.ref = parent;
			processSchema(parent, ctx, params);
			ctx.seen.get(parent).isParent = true;
		}
	}
	const meta = ctx.metadataRegistry.get(schema);
	if (meta) assignProps(result.schema, meta);
	if (ctx.io === "input" && isTransforming(schema)) {
		delete result.schema.examples;
		delete result.schema.default;
	}
	if (ctx.io === "input" && "_prefault" in result.schema) (_a = result.schema).default ?? (_a.default = result.schema._prefault);
	delete result.schema._prefault;
	return ctx.seen.get(schema).schema;
}
function encodeJSONPointerSegment(segment) {
	return segment.replace(/~/g, "~0").replace(/\//g, "~1");
}
function extractDefs(ctx, schema) {
	const root = ctx.seen.get(schema);
	if (!root) throw new Error("Unprocessed schema. This is a bug in Zod.");
	if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external) return;
	const idToSchema = /* @__PURE__ */ new Map();
	for (const entry of ctx.seen.entries()) {
		const id = ctx.metadataRegistry.get(entry[0])?.id;
		if (id) {
			const existing = idToSchema.get(id);
			if (existing && existing !== entry[0]) throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
			idToSchema.set(id, entry[0]);
		}
	}
	const makeURI = (entry) => {
		const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
		if (ctx.external) {
			const externalId = ctx.external.registry.get(entry[0])?.id;
			const uriGenerator = ctx.external.uri ?? ((id) => id);
			if (externalId) return { ref: uriGenerator(externalId) };
			const id = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
			entry[1].defId = id;
			return {
				defId: id,
				ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}`
			};
		}
		const uriPrefix = `#`;
		const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
		if (entry[1] === root && !entry[1].schema.id) return { ref: uriPrefix };
		const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
		return {
			defId,
			ref: defUriPrefix + encodeJSONPointerSegment(defId)
		};
	};
	const extractToDef = (entry) => {
		if (entry[1].schema.$ref) return;
		const seen = entry[1];
		const { ref, defId } = makeURI(entry);
		seen.def = { ...seen.schema };
		if (defId) seen.defId = defId;
		const schema = seen.schema;
		for (const key in schema) delete schema[key];
		schema.$ref = ref;
	};
	if (ctx.cycles === "throw") for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (seen.cycle) throw new Error(`Cycle detected: #/${seen.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
	}
	for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (schema === entry[0]) {
			extractToDef(entry);
			continue;
		}
		if (ctx.external) {
			const ext = ctx.external.registry.get(entry[0])?.id;
			if (schema !== entry[0] && ext) {
				extractToDef(entry);
				continue;
			}
		}
		if (ctx.metadataRegistry.get(entry[0])?.id) {
			extractToDef(entry);
			continue;
		}
		if (seen.cycle) {
			extractToDef(entry);
			continue;
		}
		if (seen.count > 1) {
			if (ctx.reused === "ref") extractToDef(entry);
		}
	}
	if (ctx.external) ctx.sharedDefsExtractedFor = ctx.external;
}
/** Rewrites `anyOf: [{type: "a"}, {type: "b"}]` to `type: ["a", "b"]`, which every JSON Schema draft treats as equivalent and most consumers render far better for the nullable case. Only branches that are a bare type assertion qualify — anything carrying a constraint, `$ref`, `const` or metadata is left alone. Runs after `flattenRef`, so a branch an override decorated or `$defs` extraction turned into a `$ref` is no longer bare and correctly stays in `anyOf`. `oneOf` is excluded: `integer` and `number` overlap, so "exactly one" and "at least one" are not the same there. OpenAPI 3.0 is excluded: its `type` must be a single string. */
function compactTypeUnion(schema) {
	const options = schema.anyOf;
	if (!Array.isArray(options) || options.length === 0 || schema.type !== void 0) return;
	const types = [];
	for (const option of options) {
		if (!option || typeof option !== "object") return;
		compactTypeUnion(option);
		const keys = Object.keys(option);
		if (keys.length !== 1 || keys[0] !== "type") return;
		const type = option.type;
		for (const member of Array.isArray(type) ? type : [type]) {
			if (typeof member !== "string") return;
			if (!types.includes(member)) types.push(member);
		}
	}
	delete schema.anyOf;
	schema.type = types.length === 1 ? types[0] : types;
}
/** Keywords `foldIntersection` knows how to combine. Anything else — `$ref`, `patternProperties`,
* an annotation like `description` — makes a member unfoldable, so a constraint this does not
* understand leaves the `allOf` alone instead of being silently dropped or misattributed. */
const FOLDABLE_KEYS = /* @__PURE__ */ new Set([
	"type",
	"properties",
	"required",
	"additionalProperties"
]);
const UNION_KEYS = ["oneOf", "anyOf"];
/** A member's constraint on a key it does not declare itself. A `catchall` states one; `false`, an absent `additionalProperties`, and the empty schema a loose object emits state nothing. */
function undeclaredConstraint(member) {
	const extra = member.additionalProperties;
	if (extra === void 0 || extra === false || typeof extra !== "object" || extra === null) return null;
	return Object.keys(extra).length ? extra : null;
}
/** Combines object members into the single object they describe together, or returns `null` if any of them carries a keyword outside {@link FOLDABLE_KEYS}. */
function foldObjects(members) {
	const objects = [];
	for (const member of members) {
		if (typeof member !== "object" || member.type !== "object") return null;
		for (const key in member) if (!FOLDABLE_KEYS.has(key)) return null;
		objects.push(member);
	}
	const properties = {};
	const required = /* @__PURE__ */ new Set();
	for (const object of objects) {
		for (const key in object.properties) {
			if (Object.prototype.hasOwnProperty.call(properties, key)) continue;
			const parts = [];
			for (const other of objects) {
				const part = other.properties?.[key] ?? undeclaredConstraint(other);
				if (part === null || part === void 0) continue;
				if (!parts.some((seen) => JSON.stringify(seen) === JSON.stringify(part))) parts.push(part);
			}
			const merged = parts.length === 1 ? parts[0] : foldObjects(parts) ?? { allOf: parts };
			assignProp(properties, key, merged);
		}
		for (const key of object.required ?? []) required.add(key);
	}
	const folded = {
		type: "object",
		properties
	};
	if (required.size) folded.required = [...required];
	if (objects.every((object) => object.additionalProperties === false)) folded.additionalProperties = false;
	else {
		const constraints = [];
		for (const object of objects) {
			const constraint = undeclaredConstraint(object);
			if (constraint && !constraints.some((seen) => JSON.stringify(seen) === JSON.stringify(constraint))) constraints.push(constraint);
		}
		if (constraints.length === 1) folded.additionalProperties = constraints[0];
		else if (constraints.length > 1) folded.additionalProperties = { allOf: constraints };
	}
	return folded;
}
/** `additionalProperties` in an `allOf` member sees only that member's own `properties`, so two
* closed object members reject each other's keys and the schema validates nothing. Zod's parser
* pools the key sets instead — `handleIntersectionResults` reports a key as unrecognized only when
* *every* side rejects it — so the emitted schema has to pool them too, and folding the members
* into one object is the encoding that says so on every target.
*
* This runs from `finalize`, after `extractDefs`, which is what keeps it clear of the `$ref`
* machinery: a member extracted into `$defs` is already a `$ref` by now and declines to fold, so it
* keeps its reference and its own closedness rather than being inlined as a stale copy. */
function foldIntersection(json) {
	const allOf = json.allOf;
	if (!Array.isArray(allOf) || allOf.length < 2) return;
	for (const key of FOLDABLE_KEYS) if (key in json) return;
	const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
	let folded = null;
	if (!unions.length) folded = foldObjects(allOf);
	else {
		const union = unions[0];
		const keyword = UNION_KEYS.find((k) => Array.isArray(union[k]));
		if (Object.keys(union).length !== 1) return;
		const rest = allOf.filter((m) => m !== union);
		const branches = union[keyword].map((branch) => foldObjects([...rest, branch]));
		if (branches.some((b) => !b)) return;
		folded = { [keyword]: branches };
	}
	if (!folded) return;
	delete json.allOf;
	assignProps(json, folded);
}
function finalize(ctx, schema) {
	const root = ctx.seen.get(schema);
	if (!root) throw new Error("Unprocessed schema. This is a bug in Zod.");
	const flattenRef = (zodSchema) => {
		const seen = ctx.seen.get(zodSchema);
		if (seen.ref === null) return;
		const schema = seen.def ?? seen.schema;
		const _cached = { ...schema };
		const ref = seen.ref;
		seen.ref = null;
		if (ref) {
			flattenRef(ref);
			const refSeen = ctx.seen.get(ref);
			const refSchema = refSeen.schema;
			if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
				schema.allOf = schema.allOf ?? [];
				schema.allOf.push(refSchema);
			} else assignProps(schema, refSchema);
			assignProps(schema, _cached);
			if (zodSchema._zod.parent === ref) for (const key in schema) {
				if (key === "$ref" || key === "allOf") continue;
				if (!(key in _cached)) delete schema[key];
			}
			if (refSchema.$ref && refSeen.def) for (const key in schema) {
				if (key === "$ref" || key === "allOf") continue;
				if (key in refSeen.def && JSON.stringify(schema[key]) === JSON.stringify(refSeen.def[key])) delete schema[key];
			}
		}
		const parent = zodSchema._zod.parent;
		if (parent && parent !== ref) {
			flattenRef(parent);
			const parentSeen = ctx.seen.get(parent);
			if (parentSeen?.schema.$ref) {
				schema.$ref = parentSeen.schema.$ref;
				if (parentSeen.def) for (const key in schema) {
					if (key === "$ref" || key === "allOf") continue;
					if (key in parentSeen.def && JSON.stringify(schema[key]) === JSON.stringify(parentSeen.def[key])) delete schema[key];
				}
			}
		}
		ctx.override({
			zodSchema,
			jsonSchema: schema,
			path: seen.path ?? []
		});
	};
	if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
		for (const entry of [...ctx.seen.entries()].reverse()) flattenRef(entry[0]);
		if (ctx.target !== "openapi-3.0") for (const entry of ctx.seen.entries()) compactTypeUnion(entry[1].def ?? entry[1].schema);
		for (const rewrite of ctx.deferred) rewrite();
		if (ctx.intersections.length) {
			const carriers = /* @__PURE__ */ new Map();
			for (const seen of ctx.seen.values()) for (const json of [seen.schema, seen.def]) {
				const allOf = json?.allOf;
				if (!Array.isArray(allOf)) continue;
				const existing = carriers.get(allOf);
				if (existing) existing.push(json);
				else carriers.set(allOf, [json]);
			}
			for (const allOf of ctx.intersections) for (const json of carriers.get(allOf) ?? []) foldIntersection(json);
		}
	}
	const result = {};
	if (ctx.target === "draft-2020-12") result.$schema = "https://json-schema.org/draft/2020-12/schema";
	else if (ctx.target === "draft-07") result.$schema = "http://json-schema.org/draft-07/schema#";
	else if (ctx.target === "draft-04") result.$schema = "http://json-schema.org/draft-04/schema#";
	else if (ctx.target === "openapi-3.0") {}
	if (ctx.external?.uri) {
		const id = ctx.external.registry.get(schema)?.id;
		if (!id) throw new Error("Schema is missing an `id` property");
		result.$id = ctx.external.uri(id);
	}
	assignProps(result, root.defId ? root.schema : root.def ?? root.schema);
	const rootMetaId = ctx.metadataRegistry.get(schema)?.id;
	if (rootMetaId !== void 0 && result.id === rootMetaId) delete result.id;
	const defs = ctx.external?.defs ?? {};
	if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (seen.def && seen.defId) {
			if (seen.def.id === seen.defId) delete seen.def.id;
			assignProp(defs, seen.defId, seen.def);
		}
	}
	if (ctx.external) ctx.sharedEmitDoneFor = ctx.external;
	if (ctx.external) {} else if (Object.keys(defs).length > 0) {
		if (ctx.target === "draft-2020-12") result.$defs = defs;
		else result.definitions = defs;
	}
	try {
		const finalized = JSON.parse(JSON.stringify(result));
		Object.defineProperty(finalized, "~standard", {
			value: {
				...schema["~standard"],
				jsonSchema: {
					input: createStandardJSONSchemaMethod(schema, "input", ctx.processors),
					output: createStandardJSONSchemaMethod(schema, "output", ctx.processors)
				}
			},
			enumerable: false,
			writable: false
		});
		return finalized;
	} catch (_err) {
		throw new Error("Error converting schema to JSON.");
	}
}
function isTransforming(_schema, _ctx) {
	const ctx = _ctx ?? { seen: /* @__PURE__ */ new Set() };
	if (ctx.seen.has(_schema)) return false;
	ctx.seen.add(_schema);
	const def = _schema._zod.def;
	if (def.type === "transform") return true;
	if (def.type === "array") return isTransforming(def.element, ctx);
	if (def.type === "set") return isTransforming(def.valueType, ctx);
	if (def.type === "lazy") return isTransforming(def.getter(), ctx);
	if (def.type === "promise" || def.type === "optional" || def.type === "nonoptional" || def.type === "nullable" || def.type === "readonly" || def.type === "default" || def.type === "prefault" || def.type === "catch") return isTransforming(def.innerType, ctx);
	if (def.type === "intersection") return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
	if (def.type === "record" || def.type === "map") return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
	if (def.type === "pipe") {
		if (_schema._zod.traits.has("$ZodCodec")) return true;
		return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
	}
	if (def.type === "object") {
		for (const key in def.shape) if (isTransforming(def.shape[key], ctx)) return true;
		return false;
	}
	if (def.type === "union") {
		for (const option of def.options) if (isTransforming(option, ctx)) return true;
		return false;
	}
	if (def.type === "tuple") {
		for (const item of def.items) if (isTransforming(item, ctx)) return true;
		if (def.rest && isTransforming(def.rest, ctx)) return true;
		return false;
	}
	return false;
}
/**
* Creates a toJSONSchema method for a schema instance.
* This encapsulates the logic of initializing context, processing, extracting defs, and finalizing.
*/
const createToJSONSchemaMethod = (schema, processors = {}) => (params) => {
	const ctx = initializeContext({
		...params,
		processors
	});
	processSchema(schema, ctx);
	extractDefs(ctx, schema);
	return finalize(ctx, schema);
};
const createStandardJSONSchemaMethod = (schema, io, processors = {}) => (params) => {
	const { libraryOptions, target } = params ?? {};
	const ctx = initializeContext({
		...libraryOptions ?? {},
		target,
		io,
		processors
	});
	processSchema(schema, ctx);
	extractDefs(ctx, schema);
	return finalize(ctx, schema);
};

// node_modules/zod/v4/core/json-schema-processors.js
const narrowMin = (agg, key, value) => {
	if (agg[key] === void 0 || value > agg[key]) agg[key] = value;
};
const narrowMax = (agg, key, value) => {
	if (agg[key] === void 0 || value < agg[key]) agg[key] = value;
};
const narrowBoth = (agg, value) => {
	narrowMin(agg, "minimum", value);
	narrowMax(agg, "maximum", value);
};
const addDivisor = (agg, value) => {
	agg.multipleOf ?? (agg.multipleOf = []);
	if (!agg.multipleOf.includes(value)) agg.multipleOf.push(value);
};
const addPattern = (agg, pattern) => {
	agg.patterns ?? (agg.patterns = /* @__PURE__ */ new Set());
	agg.patterns.add(pattern);
};
const intersectMime = (agg, mime) => {
	agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
};
const setFormat = (agg, format) => {
	agg.format = format;
	if (format.includes("int")) agg.isInt = true;
};
const minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
const maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
const formatContributor = (ranges) => (agg, def) => {
	setFormat(agg, def.format);
	const [minimum, maximum] = ranges[def.format];
	narrowMin(agg, "minimum", minimum);
	narrowMax(agg, "maximum", maximum);
};
const contributors = {
	greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
	less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
	multiple_of: (agg, def) => addDivisor(agg, def.value),
	number_format: formatContributor(NUMBER_FORMAT_RANGES),
	bigint_format: formatContributor(BIGINT_FORMAT_RANGES),
	min_length: minContributor,
	max_length: maxContributor,
	length_equals: (agg, def) => narrowBoth(agg, def.length),
	min_size: minContributor,
	max_size: maxContributor,
	size_equals: (agg, def) => narrowBoth(agg, def.size),
	string_format: (agg, def) => {
		setFormat(agg, def.format);
		if (def.pattern) addPattern(agg, def.pattern);
		if (def.format === "base64" || def.format === "base64url") agg.contentEncoding = def.format;
		if (def.local || def.precision === -1) agg.laxFormat = true;
	},
	mime_type: (agg, def) => intersectMime(agg, def.mime)
};
function aggregateChecks(schema) {
	const agg = {};
	const def = schema._zod.def;
	const list = schema._zod.traits.has("$ZodCheck") ? [schema, ...def.checks ?? []] : def.checks ?? [];
	for (const ch of list) contributors[ch._zod.def.check]?.(agg, ch._zod.def);
	const bag = schema._zod.bag;
	if (bag.minimum !== void 0) narrowMin(agg, "minimum", bag.minimum);
	if (bag.exclusiveMinimum !== void 0) narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
	if (bag.maximum !== void 0) narrowMax(agg, "maximum", bag.maximum);
	if (bag.exclusiveMaximum !== void 0) narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
	if (bag.multipleOf !== void 0) addDivisor(agg, bag.multipleOf);
	if (bag.format !== void 0) {
		agg.format ?? (agg.format = bag.format);
		if (bag.format.includes("int")) agg.isInt = true;
	}
	if (bag.mime) intersectMime(agg, bag.mime);
	for (const pattern of bag.patterns ?? []) addPattern(agg, pattern);
	return agg;
}
const formatMap = {
	guid: "uuid",
	url: "uri",
	datetime: "date-time",
	json_string: "json-string",
	regex: ""
};
const exactPatterns = /* @__PURE__ */ new Map([[base64Charset, base64$1], [base64urlCharset, base64url]]);
const exactPattern = (p) => exactPatterns.get(p) ?? p;
const stringProcessor = (schema, ctx, _json, _params) => {
	const json = _json;
	json.type = "string";
	const { minimum, maximum, format, patterns, contentEncoding, laxFormat } = aggregateChecks(schema);
	if (typeof minimum === "number") json.minLength = minimum;
	if (typeof maximum === "number") json.maxLength = maximum;
	if (format) {
		json.format = formatMap[format] ?? format;
		if (json.format === "") delete json.format;
		if (format === "time" || laxFormat) delete json.format;
	}
	if (contentEncoding) json.contentEncoding = contentEncoding;
	if (patterns && patterns.size > 0) {
		const patternList = [...patterns].map(exactPattern);
		if (patternList.length === 1) json.pattern = patternList[0].source;
		else if (patternList.length > 1) json.allOf = [...patternList.map((regex) => ({
			...ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0" ? { type: "string" } : {},
			pattern: regex.source
		}))];
	}
};
const numberProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema);
	json.type = isInt ? "integer" : "number";
	const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
	const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
	const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
	if (exMin) {
		if (legacy) {
			json.minimum = exclusiveMinimum;
			json.exclusiveMinimum = true;
		} else json.exclusiveMinimum = exclusiveMinimum;
	} else if (typeof minimum === "number") json.minimum = minimum;
	if (exMax) {
		if (legacy) {
			json.maximum = exclusiveMaximum;
			json.exclusiveMaximum = true;
		} else json.exclusiveMaximum = exclusiveMaximum;
	} else if (typeof maximum === "number") json.maximum = maximum;
	if (multipleOf) {
		const divisors = /* @__PURE__ */ new Set();
		for (const divisor of multipleOf) if (Number.isFinite(divisor) && divisor !== 0) divisors.add(Math.abs(divisor));
		else handleUnrepresentable(schema, ctx, json, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
		const [first, ...rest] = divisors;
		if (first !== void 0) json.multipleOf = first;
		if (rest.length) json.allOf = [...json.allOf ?? [], ...rest.map((m) => ({ multipleOf: m }))];
	}
};
const booleanProcessor = (_schema, _ctx, json, _params) => {
	json.type = "boolean";
};
const neverProcessor = (_schema, _ctx, json, _params) => {
	json.not = {};
};
const unknownProcessor = (_schema, _ctx, _json, _params) => {};
const enumProcessor = (schema, _ctx, json, _params) => {
	const def = schema._zod.def;
	const values = getEnumValues(def.entries);
	if (values.length === 0) {
		json.not = {};
		return;
	}
	if (values.every((v) => typeof v === "number")) json.type = "number";
	if (values.every((v) => typeof v === "string")) json.type = "string";
	json.enum = values;
};
const literalProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	if (def.values.length === 0) {
		json.not = {};
		return;
	}
	const vals = [];
	for (const val of def.values) if (val === void 0) {
		if (handleUnrepresentable(schema, ctx, json, params, "Literal `undefined` cannot be represented in JSON Schema")) return;
	} else if (typeof val === "bigint") {
		if (handleUnrepresentable(schema, ctx, json, params, "BigInt literals cannot be represented in JSON Schema")) return;
		vals.push(Number(val));
	} else vals.push(val);
	if (vals.length === 0) {} else if (vals.length === 1) {
		const val = vals[0];
		json.type = val === null ? "null" : typeof val;
		if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") json.enum = [val];
		else json.const = val;
	} else {
		if (vals.every((v) => typeof v === "number")) json.type = "number";
		if (vals.every((v) => typeof v === "string")) json.type = "string";
		if (vals.every((v) => typeof v === "boolean")) json.type = "boolean";
		if (vals.every((v) => v === null)) json.type = "null";
		json.enum = vals;
	}
};
const customProcessor = (schema, ctx, json, params) => {
	handleUnrepresentable(schema, ctx, json, params, "Custom types cannot be represented in JSON Schema");
};
const transformProcessor = (schema, ctx, json, params) => {
	handleUnrepresentable(schema, ctx, json, params, "Transforms cannot be represented in JSON Schema");
};
const arrayProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	const { minimum, maximum } = aggregateChecks(schema);
	if (typeof minimum === "number") json.minItems = minimum;
	if (typeof maximum === "number") json.maxItems = maximum;
	json.type = "array";
	json.items = processSchema(def.element, ctx, {
		...params,
		path: [...params.path, "items"]
	});
};
function inputOptin(schema) {
	const def = schema._zod.def;
	if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) return inputOptin(def.out);
	if (def.type === "catch") return inputOptin(def.innerType);
	return schema._zod.optin;
}
const objectProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	const shape = def.shape;
	if (Object.getOwnPropertySymbols(shape).length && handleUnrepresentable(schema, ctx, json, params, "Symbol keys cannot be represented in JSON Schema")) return;
	json.type = "object";
	json.properties = {};
	for (const key in shape) assignProp(json.properties, key, processSchema(shape[key], ctx, {
		...params,
		path: [
			...params.path,
			"properties",
			key
		]
	}));
	const requiredKeys = [];
	for (const key of Object.keys(shape)) {
		const field = def.shape[key];
		if (ctx.io === "input" ? inputOptin(field) === void 0 : field._zod.optout === void 0) requiredKeys.push(key);
	}
	if (requiredKeys.length > 0) json.required = requiredKeys;
	if (def.catchall?._zod.def.type === "never") json.additionalProperties = false;
	else if (!def.catchall) {
		if (ctx.io === "output") json.additionalProperties = false;
	} else if (def.catchall) json.additionalProperties = processSchema(def.catchall, ctx, {
		...params,
		path: [...params.path, "additionalProperties"]
	});
};
const unionProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const isExclusive = def.inclusive === false;
	const options = def.options.map((x, i) => processSchema(x, ctx, {
		...params,
		path: [
			...params.path,
			isExclusive ? "oneOf" : "anyOf",
			i
		]
	}));
	if (isExclusive) json.oneOf = options;
	else json.anyOf = options;
};
const intersectionProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const a = processSchema(def.left, ctx, {
		...params,
		path: [
			...params.path,
			"allOf",
			0
		]
	});
	const b = processSchema(def.right, ctx, {
		...params,
		path: [
			...params.path,
			"allOf",
			1
		]
	});
	const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
	const allOf = [...isSimpleIntersection(a) ? a.allOf : [a], ...isSimpleIntersection(b) ? b.allOf : [b]];
	json.allOf = allOf;
	ctx.intersections.push(allOf);
};
/** JSON object keys are always strings, so a numeric record key schema is re-expressed over the
* numeric-string form the record parser matches. Deferred to `finalize`, after the flatten: a key
* behind a wrapper only carries its own `type` before then, and a union key only has its branches.
*
* A numeric bound cannot apply to a property name, so `minimum` and its siblings are dropped rather
* than carried over: keeping them beside `type: "string"` reproduces the match-nothing schema this
* exists to fix. A key that carries one therefore emits wider than the record parses — `z.record(z.number().min(5), V)`
* accepts `"3"` — which is the deliberate trade, since throwing on it would reject an ordinary schema
* outright. */
function stringifyKeyNames(bySchema, json, visited) {
	if (json.$ref) {
		if (visited.has(json)) return json;
		visited.add(json);
		const def = bySchema.get(json)?.def;
		if (!def) return json;
		const inlined = stringifyKeyNames(bySchema, def, visited);
		return inlined === def ? json : inlined;
	}
	for (const keyword of ["anyOf", "oneOf"]) {
		const branches = json[keyword];
		if (!Array.isArray(branches)) continue;
		const mapped = branches.map((branch) => stringifyKeyNames(bySchema, branch, visited));
		if (mapped.some((branch, i) => branch !== branches[i])) json = {
			...json,
			[keyword]: mapped
		};
	}
	const types = Array.isArray(json.type) ? json.type : [json.type];
	const numericType = !types.includes("string") && types.some((t) => t === "number" || t === "integer");
	const values = json.enum ?? (json.const !== void 0 ? [json.const] : void 0);
	if (!numericType && !values?.some((v) => typeof v === "number")) return json;
	const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format, id, ...rest } = json;
	if (rest.enum) rest.enum = rest.enum.map((v) => typeof v === "number" ? String(v) : v);
	else if (typeof rest.const === "number") rest.const = String(rest.const);
	if (!numericType) return rest;
	rest.type = "string";
	if (!values) rest.pattern = (types.includes("number") ? number$1 : integer).source;
	return rest;
}
/** Every record of one conversion, so the carriers are found in a single pass rather than once per record. */
const pendingRecords = /* @__PURE__ */ new WeakMap();
function rewriteKeyNames(ctx) {
	const bySchema = /* @__PURE__ */ new Map();
	for (const entry of ctx.seen.values()) if (entry.def && !bySchema.has(entry.schema)) bySchema.set(entry.schema, entry);
	const rewrites = /* @__PURE__ */ new Map();
	for (const record of pendingRecords.get(ctx) ?? []) {
		const seen = ctx.seen.get(record);
		const names = (seen?.def ?? seen?.schema)?.propertyNames;
		if (!names || names === true || rewrites.has(names)) continue;
		const rewritten = stringifyKeyNames(bySchema, names, /* @__PURE__ */ new Set());
		if (rewritten !== names) rewrites.set(names, rewritten);
	}
	if (!rewrites.size) return;
	for (const entry of ctx.seen.values()) for (const carrier of [entry.schema, entry.def]) {
		const rewritten = carrier && rewrites.get(carrier.propertyNames);
		if (rewritten) carrier.propertyNames = rewritten;
	}
}
const recordProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	json.type = "object";
	const keyType = def.keyType;
	const patterns = aggregateChecks(keyType).patterns;
	if (def.mode === "loose" && patterns && patterns.size > 0) {
		const valueSchema = processSchema(def.valueType, ctx, {
			...params,
			path: [
				...params.path,
				"patternProperties",
				"*"
			]
		});
		json.patternProperties = {};
		for (const pattern of patterns) assignProp(json.patternProperties, exactPattern(pattern).source, valueSchema);
	} else {
		if (ctx.target === "draft-07" || ctx.target === "draft-2020-12") {
			json.propertyNames = processSchema(def.keyType, ctx, {
				...params,
				path: [...params.path, "propertyNames"]
			});
			let pending = pendingRecords.get(ctx);
			if (!pending) {
				pending = [];
				pendingRecords.set(ctx, pending);
				ctx.deferred.push(() => rewriteKeyNames(ctx));
			}
			pending.push(schema);
		}
		json.additionalProperties = processSchema(def.valueType, ctx, {
			...params,
			path: [...params.path, "additionalProperties"]
		});
	}
	const keyValues = keyType._zod.values;
	const omittableOnInput = ctx.io === "input" && inputOptin(def.valueType) !== void 0;
	if (keyValues && !def.partial && !omittableOnInput) {
		const validKeyValues = [...keyValues].filter((v) => typeof v === "string" || typeof v === "number");
		if (validKeyValues.length > 0) json.required = validKeyValues.map(String);
	}
};
const nullableProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const inner = processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	if (ctx.target === "openapi-3.0") {
		seen.ref = def.innerType;
		json.nullable = true;
	} else json.anyOf = [inner, { type: "null" }];
};
const nonoptionalProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
};
/** Round-trips a default value through JSON so the emitted schema is guaranteed to be valid JSON.
* A BigInt has no reliable encoding, so it goes through `unrepresentable` like any other
* unrepresentable value. Returns a sentinel when the caller must not write a default of its own. */
const UNREPRESENTABLE_DEFAULT = Symbol();
function serializeDefaultValue(value, schema, ctx, json, params) {
	let unrepresentable = false;
	const serialized = JSON.stringify(value, (_, val) => {
		if (typeof val !== "bigint") return val;
		unrepresentable = true;
		return null;
	});
	if (!unrepresentable) return JSON.parse(serialized);
	handleUnrepresentable(schema, ctx, json, params, "BigInt defaults cannot be represented in JSON Schema");
	return UNREPRESENTABLE_DEFAULT;
}
const defaultProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
	if (value !== UNREPRESENTABLE_DEFAULT) json.default = value;
};
const prefaultProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	if (ctx.io !== "input") return;
	const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
	if (value !== UNREPRESENTABLE_DEFAULT) json._prefault = value;
};
const catchProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	let catchValue;
	try {
		catchValue = def.catchValue(void 0);
	} catch {
		handleUnrepresentable(schema, ctx, json, params, "Dynamic catch values are not supported in JSON Schema");
		return;
	}
	json.default = catchValue;
};
const pipeProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	const inIsTransform = def.in._zod.traits.has("$ZodTransform");
	const innerType = ctx.io === "input" ? inIsTransform ? def.out : def.in : def.out;
	processSchema(innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = innerType;
};
const readonlyProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	json.readOnly = true;
};
const optionalProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
};

// node_modules/zod/v4/classic/errors.js
const _installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
function _lazyMethod(proto, key, make) {
	Object.defineProperty(proto, key, {
		configurable: true,
		enumerable: false,
		get() {
			const value = make(this);
			Object.defineProperty(this, key, {
				value,
				configurable: true,
				writable: true
			});
			return value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				value,
				configurable: true,
				writable: true
			});
		}
	});
}
const initializer = (inst, issues) => {
	$ZodError.init(inst, issues);
	inst.name = "ZodError";
	const proto = Object.getPrototypeOf(inst);
	if (_installedErrorProtos.has(proto)) return;
	_installedErrorProtos.add(proto);
	_lazyMethod(proto, "format", (self) => (mapper) => formatError(self, mapper));
	_lazyMethod(proto, "flatten", (self) => (mapper) => flattenError(self, mapper));
	_lazyMethod(proto, "addIssue", (self) => (issue) => {
		self.issues.push(issue);
		self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
	});
	_lazyMethod(proto, "addIssues", (self) => (issues) => {
		self.issues.push(...issues);
		self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
	});
	Object.defineProperty(proto, "isEmpty", {
		configurable: true,
		enumerable: false,
		get() {
			return this.issues.length === 0;
		}
	});
};
const ZodError = /*@__PURE__*/ $constructor("ZodError", initializer);
const ZodRealError = /*@__PURE__*/ $constructor("ZodError", initializer, void 0, { Parent: Error });

// node_modules/zod/v4/classic/parse.js
const parse = /* @__PURE__ */ _parse(ZodRealError);
const parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
const safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
const safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);
const encode = /* @__PURE__ */ _encode(ZodRealError);
const decode = /* @__PURE__ */ _decode(ZodRealError);
const encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
const decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
const safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
const safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
const safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
const safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);

// node_modules/zod/v4/classic/schemas.js
function _ensureDefaultLocale() {
	if (!globalConfig.localeError) config(en_default());
}
function _ensureDefaultMemoizer() {
	if (!globalConfig.memoizer) config({ memoizer: memoizer() });
}
const ZodType = /*@__PURE__*/ $constructor("ZodType", (inst, def) => {
	_ensureDefaultLocale();
	$ZodType.init(inst, def);
	inst.def = def;
	inst.type = def.type;
	return inst;
}, {
	check(...chks) {
		const def = this.def;
		return this.clone(mergeDefs(def, { checks: [...def.checks ?? [], ...chks.map((ch) => typeof ch === "function" ? { _zod: {
			check: ch,
			def: { check: "custom" },
			onattach: []
		} } : ch)] }), { parent: true });
	},
	with(...chks) {
		return this.check(...chks);
	},
	clone(def, params) {
		return clone(this, def, params);
	},
	brand() {
		return this;
	},
	register(reg, meta) {
		reg.add(this, meta);
		return this;
	},
	refine(check, params) {
		return this.check(refine(check, params));
	},
	superRefine(refinement, params) {
		return this.check(superRefine(refinement, params));
	},
	overwrite(fn) {
		return this.check(_overwrite(fn));
	},
	optional() {
		return optional(this);
	},
	exactOptional() {
		return exactOptional(this);
	},
	nullable() {
		return nullable(this);
	},
	nullish() {
		return optional(nullable(this));
	},
	nonoptional(params) {
		return nonoptional(this, params);
	},
	array() {
		return array(this);
	},
	or(arg) {
		return union([this, arg]);
	},
	and(arg) {
		return intersection(this, arg);
	},
	transform(tx) {
		return pipe(this, transform(tx));
	},
	default(d) {
		return _default(this, d);
	},
	prefault(d) {
		return prefault(this, d);
	},
	catch(params) {
		return _catch(this, params);
	},
	pipe(target) {
		return pipe(this, target);
	},
	readonly() {
		return readonly(this);
	},
	describe(description) {
		const cl = this.clone();
		globalRegistry.add(cl, { description });
		return cl;
	},
	meta(...args) {
		if (args.length === 0) return globalRegistry.get(this);
		const cl = this.clone();
		globalRegistry.add(cl, args[0]);
		return cl;
	},
	isOptional() {
		return this.safeParse(void 0).success;
	},
	isNullable() {
		return this.safeParse(null).success;
	},
	apply(fn, ...args) {
		return args.length === 0 ? fn(this) : fn(this, ...args);
	},
	get "~standard"() {
		return hide(this, "~standard", {
			...standardProps(this),
			jsonSchema: {
				input: createStandardJSONSchemaMethod(this, "input"),
				output: createStandardJSONSchemaMethod(this, "output")
			}
		});
	},
	set "~standard"(value) {
		own(this, "~standard", value);
	},
	parse: function _parse(data, params) {
		return parse(this, data, params, { callee: _parse });
	},
	parseAsync: async function _parseAsync(data, params) {
		return await parseAsync(this, data, params, { callee: _parseAsync });
	},
	safeParse(data, params) {
		return safeParse(this, data, params);
	},
	async safeParseAsync(data, params) {
		return safeParseAsync(this, data, params);
	},
	get spa() {
		return this?.safeParseAsync;
	},
	set spa(value) {
		own(this, "spa", value);
	},
	validate(data, params) {
		return validate(this, data, params);
	},
	validateAsync(data, params) {
		return validateAsync$1(this, data, params);
	},
	encode: function _encode(data, params) {
		return encode(this, data, params, { callee: _encode });
	},
	decode: function _decode(data, params) {
		return decode(this, data, params, { callee: _decode });
	},
	encodeAsync: async function _encodeAsync(data, params) {
		return await encodeAsync(this, data, params, { callee: _encodeAsync });
	},
	decodeAsync: async function _decodeAsync(data, params) {
		return await decodeAsync(this, data, params, { callee: _decodeAsync });
	},
	safeEncode(data, params) {
		return safeEncode(this, data, params);
	},
	safeDecode(data, params) {
		return safeDecode(this, data, params);
	},
	async safeEncodeAsync(data, params) {
		return safeEncodeAsync(this, data, params);
	},
	async safeDecodeAsync(data, params) {
		return safeDecodeAsync(this, data, params);
	},
	toJSONSchema(params) {
		return createToJSONSchemaMethod(this, {})(params);
	},
	get description() {
		return globalRegistry.get(this)?.description;
	},
	get _def() {
		return this._zod.def;
	}
});
/** @internal */
const _ZodString = /*@__PURE__*/ $constructor("_ZodString", (inst, def) => {
	$ZodString.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => stringProcessor(inst, ctx, json, params);
}, /*@__PURE__*/ derived({
	format: (inst) => aggregateChecks(inst).format ?? null,
	minLength: (inst) => aggregateChecks(inst).minimum ?? null,
	maxLength: (inst) => aggregateChecks(inst).maximum ?? null
}, {
	regex(...args) {
		return this.check(_regex(...args));
	},
	includes(...args) {
		return this.check(_includes(...args));
	},
	startsWith(...args) {
		return this.check(_startsWith(...args));
	},
	endsWith(...args) {
		return this.check(_endsWith(...args));
	},
	min(...args) {
		return this.check(_minLength(...args));
	},
	max(...args) {
		return this.check(_maxLength(...args));
	},
	length(...args) {
		return this.check(_length(...args));
	},
	nonempty(...args) {
		return this.check(_minLength(1, ...args));
	},
	lowercase(params) {
		return this.check(_lowercase(params));
	},
	uppercase(params) {
		return this.check(_uppercase(params));
	},
	trim() {
		return this.check(_trim());
	},
	normalize(...args) {
		return this.check(_normalize(...args));
	},
	toLowerCase() {
		return this.check(_toLowerCase());
	},
	toUpperCase() {
		return this.check(_toUpperCase());
	},
	slugify() {
		return this.check(_slugify());
	}
}));
const ZodString = /*@__PURE__*/ $constructor("ZodString", (inst, def) => {
	$ZodString.init(inst, def);
	_ZodString.init(inst, def);
}, {
	email(params) {
		return this.check(_email(ZodEmail, params));
	},
	url(params) {
		return this.check(_url(ZodURL, params));
	},
	jwt(params) {
		return this.check(_jwt(ZodJWT, params));
	},
	emoji(params) {
		return this.check(_emoji(ZodEmoji, params));
	},
	guid(params) {
		return this.check(_guid(ZodGUID, params));
	},
	uuid(params) {
		return this.check(_uuid(ZodUUID, params));
	},
	uuidv4(params) {
		return this.check(_uuidv4(ZodUUID, params));
	},
	uuidv6(params) {
		return this.check(_uuidv6(ZodUUID, params));
	},
	uuidv7(params) {
		return this.check(_uuidv7(ZodUUID, params));
	},
	nanoid(params) {
		return this.check(_nanoid(ZodNanoID, params));
	},
	cuid(params) {
		return this.check(_cuid(ZodCUID, params));
	},
	cuid2(params) {
		return this.check(_cuid2(ZodCUID2, params));
	},
	ulid(params) {
		return this.check(_ulid(ZodULID, params));
	},
	base64(params) {
		return this.check(_base64(ZodBase64, params));
	},
	base64url(params) {
		return this.check(_base64url(ZodBase64URL, params));
	},
	xid(params) {
		return this.check(_xid(ZodXID, params));
	},
	ksuid(params) {
		return this.check(_ksuid(ZodKSUID, params));
	},
	ipv4(params) {
		return this.check(_ipv4(ZodIPv4, params));
	},
	ipv6(params) {
		return this.check(_ipv6(ZodIPv6, params));
	},
	cidrv4(params) {
		return this.check(_cidrv4(ZodCIDRv4, params));
	},
	cidrv6(params) {
		return this.check(_cidrv6(ZodCIDRv6, params));
	},
	e164(params) {
		return this.check(_e164(ZodE164, params));
	},
	datetime(params) {
		return this.check(_isoDateTime(ZodISODateTime, params));
	},
	date(params) {
		return this.check(_isoDate(ZodISODate, params));
	},
	time(params) {
		return this.check(_isoTime(ZodISOTime, params));
	},
	duration(params) {
		return this.check(_isoDuration(ZodISODuration, params));
	}
});
function string(params) {
	return _string(ZodString, params);
}
const ZodStringFormat = /*@__PURE__*/ $constructor("ZodStringFormat", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	_ZodString.init(inst, def);
});
const ZodISODateTime = /*@__PURE__*/ $constructor("ZodISODateTime", (inst, def) => {
	$ZodISODateTime.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISODate = /*@__PURE__*/ $constructor("ZodISODate", (inst, def) => {
	$ZodISODate.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISOTime = /*@__PURE__*/ $constructor("ZodISOTime", (inst, def) => {
	$ZodISOTime.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISODuration = /*@__PURE__*/ $constructor("ZodISODuration", (inst, def) => {
	$ZodISODuration.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodEmail = /*@__PURE__*/ $constructor("ZodEmail", (inst, def) => {
	$ZodEmail.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodGUID = /*@__PURE__*/ $constructor("ZodGUID", (inst, def) => {
	$ZodGUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodUUID = /*@__PURE__*/ $constructor("ZodUUID", (inst, def) => {
	$ZodUUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
function uuid(params) {
	return _uuid(ZodUUID, params);
}
const ZodURL = /*@__PURE__*/ $constructor("ZodURL", (inst, def) => {
	$ZodURL.init(inst, def);
	ZodStringFormat.init(inst, def);
});
function url(params) {
	return _url(ZodURL, params);
}
const ZodEmoji = /*@__PURE__*/ $constructor("ZodEmoji", (inst, def) => {
	$ZodEmoji.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodNanoID = /*@__PURE__*/ $constructor("ZodNanoID", (inst, def) => {
	$ZodNanoID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link ZodCUID2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const ZodCUID = /*@__PURE__*/ $constructor("ZodCUID", (inst, def) => {
	$ZodCUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCUID2 = /*@__PURE__*/ $constructor("ZodCUID2", (inst, def) => {
	$ZodCUID2.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodULID = /*@__PURE__*/ $constructor("ZodULID", (inst, def) => {
	$ZodULID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodXID = /*@__PURE__*/ $constructor("ZodXID", (inst, def) => {
	$ZodXID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodKSUID = /*@__PURE__*/ $constructor("ZodKSUID", (inst, def) => {
	$ZodKSUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodIPv4 = /*@__PURE__*/ $constructor("ZodIPv4", (inst, def) => {
	$ZodIPv4.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodIPv6 = /*@__PURE__*/ $constructor("ZodIPv6", (inst, def) => {
	$ZodIPv6.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCIDRv4 = /*@__PURE__*/ $constructor("ZodCIDRv4", (inst, def) => {
	$ZodCIDRv4.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCIDRv6 = /*@__PURE__*/ $constructor("ZodCIDRv6", (inst, def) => {
	$ZodCIDRv6.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodBase64 = /*@__PURE__*/ $constructor("ZodBase64", (inst, def) => {
	$ZodBase64.init(inst, def);
	ZodStringFormat.init(inst, def);
});
function base64(params) {
	return _base64(ZodBase64, params);
}
const ZodBase64URL = /*@__PURE__*/ $constructor("ZodBase64URL", (inst, def) => {
	$ZodBase64URL.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodE164 = /*@__PURE__*/ $constructor("ZodE164", (inst, def) => {
	$ZodE164.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodJWT = /*@__PURE__*/ $constructor("ZodJWT", (inst, def) => {
	$ZodJWT.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodNumber = /*@__PURE__*/ $constructor("ZodNumber", (inst, def) => {
	$ZodNumber.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => numberProcessor(inst, ctx, json, params);
	inst.isFinite = true;
}, /*@__PURE__*/ derived({
	minValue: (inst) => {
		const { minimum, exclusiveMinimum } = aggregateChecks(inst);
		return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
	},
	maxValue: (inst) => {
		const { maximum, exclusiveMaximum } = aggregateChecks(inst);
		return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
	},
	isInt: (inst) => {
		const { isInt, multipleOf } = aggregateChecks(inst);
		return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
	},
	format: (inst) => aggregateChecks(inst).format ?? null
}, {
	gt(value, params) {
		return this.check(_gt(value, params));
	},
	gte(value, params) {
		return this.check(_gte(value, params));
	},
	min(value, params) {
		return this.check(_gte(value, params));
	},
	lt(value, params) {
		return this.check(_lt(value, params));
	},
	lte(value, params) {
		return this.check(_lte(value, params));
	},
	max(value, params) {
		return this.check(_lte(value, params));
	},
	int(params) {
		return this.check(int(params));
	},
	safe(params) {
		return this.check(int(params));
	},
	positive(params) {
		return this.check(_gt(0, params));
	},
	nonnegative(params) {
		return this.check(_gte(0, params));
	},
	negative(params) {
		return this.check(_lt(0, params));
	},
	nonpositive(params) {
		return this.check(_lte(0, params));
	},
	multipleOf(value, params) {
		return this.check(_multipleOf(value, params));
	},
	step(value, params) {
		return this.check(_multipleOf(value, params));
	},
	finite() {
		return this;
	}
}));
function number(params) {
	return _number(ZodNumber, params);
}
const ZodNumberFormat = /*@__PURE__*/ $constructor("ZodNumberFormat", (inst, def) => {
	$ZodNumberFormat.init(inst, def);
	ZodNumber.init(inst, def);
});
function int(params) {
	return _int(ZodNumberFormat, params);
}
const ZodBoolean = /*@__PURE__*/ $constructor("ZodBoolean", (inst, def) => {
	$ZodBoolean.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => booleanProcessor(inst, ctx, json, params);
});
function boolean(params) {
	return _boolean(ZodBoolean, params);
}
const ZodUnknown = /*@__PURE__*/ $constructor("ZodUnknown", (inst, def) => {
	$ZodUnknown.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => unknownProcessor(inst, ctx, json, params);
});
function unknown() {
	return _unknown(ZodUnknown);
}
const ZodNever = /*@__PURE__*/ $constructor("ZodNever", (inst, def) => {
	$ZodNever.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => neverProcessor(inst, ctx, json, params);
});
function never(params) {
	return _never(ZodNever, params);
}
const ZodArray = /*@__PURE__*/ $constructor("ZodArray", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodArray.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => arrayProcessor(inst, ctx, json, params);
	inst.element = def.element;
}, {
	min(n, params) {
		return this.check(_minLength(n, params));
	},
	nonempty(params) {
		return this.check(_minLength(1, params));
	},
	max(n, params) {
		return this.check(_maxLength(n, params));
	},
	length(n, params) {
		return this.check(_length(n, params));
	},
	unwrap() {
		return this.element;
	}
});
function array(element, params) {
	return _array(ZodArray, element, params);
}
const ZodObject = /*@__PURE__*/ $constructor("ZodObject", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodObjectJIT.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => objectProcessor(inst, ctx, json, params);
	installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
}, {
	keyof() {
		return _enum(Object.keys(this._zod.def.shape));
	},
	catchall(catchall) {
		return this.clone(mergeDefs(this._zod.def, { catchall }));
	},
	passthrough() {
		return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
	},
	loose() {
		return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
	},
	strict() {
		return this.clone(mergeDefs(this._zod.def, { catchall: never() }));
	},
	strip() {
		return this.clone(mergeDefs(this._zod.def, { catchall: void 0 }));
	},
	extend(incoming) {
		return extend(this, incoming);
	},
	safeExtend(incoming) {
		return safeExtend(this, incoming);
	},
	merge(other) {
		return merge(this, other);
	},
	pick(mask) {
		return pick(this, mask);
	},
	omit(mask) {
		return omit(this, mask);
	},
	partial(...args) {
		return partial(ZodOptional, this, args[0]);
	},
	exactPartial(...args) {
		return partial(ZodExactOptional, this, args[0], "exactPartial");
	},
	required(...args) {
		return required(ZodNonOptional, this, args[0]);
	}
});
function object(shape, params) {
	const def = {
		type: "object",
		shape: shape ?? {},
		...normalizeParams(params)
	};
	return new ZodObject(def);
}
function strictObject(shape, params) {
	return new ZodObject({
		type: "object",
		shape,
		catchall: never(),
		...normalizeParams(params)
	});
}
function looseObject(shape, params) {
	return new ZodObject({
		type: "object",
		shape,
		catchall: unknown(),
		...normalizeParams(params)
	});
}
const ZodUnion = /*@__PURE__*/ $constructor("ZodUnion", (inst, def) => {
	$ZodUnion.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => unionProcessor(inst, ctx, json, params);
	inst.options = def.options;
});
function union(options, params) {
	return new ZodUnion({
		type: "union",
		options,
		...normalizeParams(params)
	});
}
const ZodDiscriminatedUnion = /*@__PURE__*/ $constructor("ZodDiscriminatedUnion", (inst, def) => {
	ZodUnion.init(inst, def);
	$ZodDiscriminatedUnion.init(inst, def);
});
function discriminatedUnion(discriminator, options, params) {
	return new ZodDiscriminatedUnion({
		type: "union",
		options,
		discriminator,
		...normalizeParams(params)
	});
}
const ZodIntersection = /*@__PURE__*/ $constructor("ZodIntersection", (inst, def) => {
	$ZodIntersection.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => intersectionProcessor(inst, ctx, json, params);
});
function intersection(left, right) {
	return new ZodIntersection({
		type: "intersection",
		left,
		right
	});
}
const ZodRecord = /*@__PURE__*/ $constructor("ZodRecord", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodRecord.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => recordProcessor(inst, ctx, json, params);
	inst.keyType = def.keyType;
	inst.valueType = def.valueType;
});
function record(keyType, valueType, params) {
	if (!valueType || !valueType._zod) return new ZodRecord({
		type: "record",
		keyType: string(),
		valueType: keyType,
		...normalizeParams(valueType)
	});
	return new ZodRecord({
		type: "record",
		keyType,
		valueType,
		...normalizeParams(params)
	});
}
const ZodEnum = /*@__PURE__*/ $constructor("ZodEnum", (inst, def) => {
	$ZodEnum.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => enumProcessor(inst, ctx, json, params);
	inst.enum = def.entries;
	inst.options = [...inst._zod.values];
	const keys = new Set(Object.keys(def.entries));
	inst.extract = (values, params) => {
		const newEntries = {};
		for (const value of values) if (keys.has(value)) newEntries[value] = def.entries[value];
		else throw new Error(`Key ${value} not found in enum`);
		return new ZodEnum({
			...def,
			checks: [],
			...normalizeParams(params),
			entries: newEntries
		});
	};
	inst.exclude = (values, params) => {
		const newEntries = { ...def.entries };
		for (const value of values) if (keys.has(value)) delete newEntries[value];
		else throw new Error(`Key ${value} not found in enum`);
		return new ZodEnum({
			...def,
			checks: [],
			...normalizeParams(params),
			entries: newEntries
		});
	};
});
function _enum(values, params) {
	const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
	return new ZodEnum({
		type: "enum",
		entries,
		...normalizeParams(params)
	});
}
const ZodLiteral = /*@__PURE__*/ $constructor("ZodLiteral", (inst, def) => {
	$ZodLiteral.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => literalProcessor(inst, ctx, json, params);
	inst.values = new Set(def.values);
	Object.defineProperty(inst, "value", { get() {
		if (def.values.length > 1) throw new Error("This schema contains multiple valid literal values. Use `.values` instead.");
		return def.values[0];
	} });
});
function literal(value, params) {
	return new ZodLiteral({
		type: "literal",
		values: Array.isArray(value) ? value : [value],
		...normalizeParams(params)
	});
}
const ZodTransform = /*@__PURE__*/ $constructor("ZodTransform", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodTransform.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => transformProcessor(inst, ctx, json, params);
	inst._zod.parse = (payload, _ctx) => {
		if (_ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
		payload.addIssue = (issue$1) => {
			if (typeof issue$1 === "string") payload.issues.push(issue(issue$1, payload.value, def));
			else {
				const _issue = issue$1;
				if (_issue.fatal) _issue.continue = false;
				_issue.code ?? (_issue.code = "custom");
				if (!("input" in _issue)) _issue.input = payload.value;
				_issue.inst ?? (_issue.inst = inst);
				payload.issues.push(issue(_issue));
			}
		};
		const output = def.transform(payload.value, payload);
		if (output instanceof Promise) return output.then((output) => {
			payload.value = output;
			return payload;
		});
		payload.value = output;
		return payload;
	};
});
function transform(fn) {
	return new ZodTransform({
		type: "transform",
		transform: fn
	});
}
const ZodOptional = /*@__PURE__*/ $constructor("ZodOptional", (inst, def) => {
	$ZodOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function optional(innerType) {
	return new ZodOptional({
		type: "optional",
		innerType
	});
}
const ZodExactOptional = /*@__PURE__*/ $constructor("ZodExactOptional", (inst, def) => {
	$ZodExactOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function exactOptional(innerType) {
	return new ZodExactOptional({
		type: "optional",
		innerType
	});
}
const ZodNullable = /*@__PURE__*/ $constructor("ZodNullable", (inst, def) => {
	$ZodNullable.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => nullableProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function nullable(innerType) {
	return new ZodNullable({
		type: "nullable",
		innerType
	});
}
const ZodDefault = /*@__PURE__*/ $constructor("ZodDefault", (inst, def) => {
	$ZodDefault.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => defaultProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
	inst.removeDefault = inst.unwrap;
});
function _default(innerType, defaultValue) {
	return new ZodDefault({
		type: "default",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
const ZodPrefault = /*@__PURE__*/ $constructor("ZodPrefault", (inst, def) => {
	$ZodPrefault.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => prefaultProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function prefault(innerType, defaultValue) {
	return new ZodPrefault({
		type: "prefault",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
const ZodNonOptional = /*@__PURE__*/ $constructor("ZodNonOptional", (inst, def) => {
	$ZodNonOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => nonoptionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function nonoptional(innerType, params) {
	return new ZodNonOptional({
		type: "nonoptional",
		innerType,
		...normalizeParams(params)
	});
}
const ZodCatch = /*@__PURE__*/ $constructor("ZodCatch", (inst, def) => {
	$ZodCatch.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => catchProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
	inst.removeCatch = inst.unwrap;
});
function _catch(innerType, catchValue) {
	return new ZodCatch({
		type: "catch",
		innerType,
		catchValue: typeof catchValue === "function" ? catchValue : constantCatch(catchValue)
	});
}
const ZodPipe = /*@__PURE__*/ $constructor("ZodPipe", (inst, def) => {
	$ZodPipe.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => pipeProcessor(inst, ctx, json, params);
	inst.in = def.in;
	inst.out = def.out;
});
function pipe(in_, out) {
	return new ZodPipe({
		type: "pipe",
		in: in_,
		out
	});
}
const ZodPreprocess = /*@__PURE__*/ $constructor("ZodPreprocess", (inst, def) => {
	ZodPipe.init(inst, def);
	$ZodPreprocess.init(inst, def);
});
const ZodReadonly = /*@__PURE__*/ $constructor("ZodReadonly", (inst, def) => {
	$ZodReadonly.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => readonlyProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function readonly(innerType) {
	return new ZodReadonly({
		type: "readonly",
		innerType
	});
}
const ZodCustom = /*@__PURE__*/ $constructor("ZodCustom", (inst, def) => {
	$ZodCustom.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => customProcessor(inst, ctx, json, params);
});
function refine(fn, _params = {}) {
	return _refine(ZodCustom, fn, _params);
}
function superRefine(fn, params) {
	return _superRefine(fn, params);
}
function preprocess(fn, schema) {
	return new ZodPreprocess({
		type: "pipe",
		in: transform(fn),
		out: schema
	});
}

// node_modules/zod/v4/classic/iso.js
function datetime(params) {
	return _isoDateTime(ZodISODateTime, params);
}

// src/core/metric.ts
/** Later ones were added: the order is that of reports. */
const metricNames = [
	"throughput",
	"iops",
	"latency-mean",
	"latency-p50",
	"latency-p95",
	"latency-p99",
	"latency-p999",
	"cpu-per-gib",
	"cpu-per-io"
];
/**
* cpu-*: seconds of QEMU's processor time (user and system, all threads) per byte moved, and per
* request.
*/
const metrics = {
	throughput: {
		name: "throughput",
		unit: "B/s",
		better: "higher"
	},
	iops: {
		name: "iops",
		unit: "op/s",
		better: "higher"
	},
	"latency-mean": {
		name: "latency-mean",
		unit: "s",
		better: "lower"
	},
	"latency-p50": {
		name: "latency-p50",
		unit: "s",
		better: "lower"
	},
	"latency-p95": {
		name: "latency-p95",
		unit: "s",
		better: "lower"
	},
	"latency-p99": {
		name: "latency-p99",
		unit: "s",
		better: "lower"
	},
	"latency-p999": {
		name: "latency-p999",
		unit: "s",
		better: "lower"
	},
	"cpu-per-gib": {
		name: "cpu-per-gib",
		unit: "s/B",
		better: "lower"
	},
	"cpu-per-io": {
		name: "cpu-per-io",
		unit: "s/op",
		better: "lower"
	}
};
/** The metric of that name. */
function metricOf(name) {
	return metrics[name];
}

// src/core/rejection.ts
/** An outcome that holds `value`. */
function accept(value) {
	return {
		ok: true,
		value
	};
}
/** An outcome that holds one rejection. */
function reject(path, problem, remedy) {
	return {
		ok: false,
		rejections: [{
			path,
			problem,
			remedy
		}]
	};
}
/** A collector that knows of some rejections already. */
function collectRejections(known = []) {
	const rejections = [...known];
	const take = (outcome, fallback) => {
		if (outcome.ok) return outcome.value;
		rejections.push(...outcome.rejections);
		return fallback;
	};
	return {
		rejections,
		take
	};
}
/** One rejection as a line of text. */
function describeRejection({ path, problem, remedy }) {
	return `${path}: ${problem}${remedy === void 0 ? "" : ` (${remedy})`}`;
}
/**
* One rejection as problem and remedy; several as a list in which those with the same remedy stand
* together, so that it is said once. `things` names them: "3 settings are wrong".
*/
function rejectionFacts(rejections, things) {
	const [first, ...others] = rejections;
	if (first === void 0) return { problem: `the ${things} are not valid` };
	if (others.length === 0) return {
		problem: `${first.path}: ${first.problem}`,
		remedy: first.remedy
	};
	const faults = [...Map.groupBy(rejections, ({ remedy, path, problem }) => remedy ?? `${path}: ${problem}`).values()].flatMap((group) => [...new Set(group.map(({ path, problem }) => `${path}: ${problem}`)), ...group.slice(0, 1).flatMap(({ remedy }) => remedy === void 0 ? [] : [`  -> ${remedy}`])]);
	return {
		problem: `${rejections.length} ${things} are wrong`,
		faults
	};
}

// src/disk/cache.ts
/** The five cache modes of QEMU's block layer, and `default`, which QEMU resolves to writeback. */
const cacheModes = [
	"default",
	"writeback",
	"writethrough",
	"none",
	"directsync",
	"unsafe"
];
/**
* All eight combinations of the flags: the five that QEMU has a name for, and three that only the
* flags spell. Whatever was written is resolved to one of these, so that `none` spelled by flags is
* `none`, and `default` is `writeback`.
*/
const flagsOfCache = {
	writeback: {
		direct: false,
		noFlush: false,
		writeCache: true
	},
	none: {
		direct: true,
		noFlush: false,
		writeCache: true
	},
	writethrough: {
		direct: false,
		noFlush: false,
		writeCache: false
	},
	directsync: {
		direct: true,
		noFlush: false,
		writeCache: false
	},
	unsafe: {
		direct: false,
		noFlush: true,
		writeCache: true
	},
	"cache.direct=on,cache.no-flush=on,write-cache=on": {
		direct: true,
		noFlush: true,
		writeCache: true
	},
	"cache.direct=off,cache.no-flush=on,write-cache=off": {
		direct: false,
		noFlush: true,
		writeCache: false
	},
	"cache.direct=on,cache.no-flush=on,write-cache=off": {
		direct: true,
		noFlush: true,
		writeCache: false
	}
};
/** Every way in which a disk can be cached, as run documents spell it. */
const caches = Object.keys(flagsOfCache);
/** The flags that `cache` stands for. */
function cacheFlags(cache) {
	return flagsOfCache[cache];
}
/** The one name of a combination of flags. */
function cacheOf({ direct, noFlush, writeCache }) {
	return caches.find((cache) => {
		const flags = cacheFlags(cache);
		return flags.direct === direct && flags.noFlush === noFlush && flags.writeCache === writeCache;
	}) ?? "writeback";
}
/** The keys that set one flag each, whatever `cache` says, and what the flag does. */
const flagKeys = [
	{
		flag: "direct",
		key: "cache.direct",
		sets: "O_DIRECT on the image, by format and file node"
	},
	{
		flag: "noFlush",
		key: "cache.no-flush",
		sets: "dropped flushes, in format and file node"
	},
	{
		flag: "writeCache",
		key: "write-cache",
		sets: "the device's volatile write cache; off: QEMU flushes after every write"
	}
];
/** As a SPEC says it: `cache=none`, or the flags. */
function describeCache(cache) {
	return cache.includes("=") ? cache : `cache=${cache}`;
}
/**
* Durability class: 0 flushes are dropped (unsafe), 1 write back with flushes, 2 write through.
* A lower class is faster because it promises less, so it is never an improvement.
*/
function durabilityClass(cache) {
	const { noFlush, writeCache } = cacheFlags(cache);
	if (noFlush) return 0;
	return writeCache ? 1 : 2;
}

// src/disk/field.ts
/** Who says what is in force, in the order in which they are listed. */
const sources = [
	"query-block",
	"query-named-block-nodes",
	"qom-get on the controller",
	"qom-get on the device",
	"/sys/block/X/queue/ in the guest",
	"/proc/PID/fdinfo of QEMU",
	"what QEMU wrote to stderr"
];
/** Names of what belongs to the disk `id` in QEMU; node names may have 31 characters. */
function diskNames(id) {
	return {
		file: `${id}-file`,
		format: `${id}-disk`,
		device: id,
		/** What virtio-scsi needs between port and disk. */
		controller: `${id}-hba`,
		iothread: `${id}-io`
	};
}
/** A field's value as QEMU spells it. */
function spelled(value) {
	if (typeof value === "boolean") return value ? "on" : "off";
	return String(value);
}
/** Whether a number of bytes is a power of two within the bounds of such a field. */
function isAllowed(bytes, { least, most }) {
	return bytes >= least && bytes <= most && Number.isInteger(Math.log2(bytes));
}
/** Makes expectations of one source. */
function saidBy(source) {
	return (fact, at, expected) => {
		return {
			fact,
			from: source,
			at,
			expected
		};
	};
}
/** Of query-block, which alone knows the device's write cache. */
const inBlocks = saidBy("query-block");
/** Of the node of the image's file. */
const inNodes = saidBy("query-named-block-nodes");
/** Of the properties of what hangs on the PCI port. */
const onController = saidBy("qom-get on the controller");
/** Of the properties of the device that the guest sees as a disk. */
const onDevice = saidBy("qom-get on the device");
/** Of what the guest's kernel takes the disk for. */
const inGuest = saidBy("/sys/block/X/queue/ in the guest");
/** Of the descriptors that QEMU has on the image. */
const inDescriptors = saidBy("/proc/PID/fdinfo of QEMU");
/** Of QEMU's warnings. */
const inStderr = saidBy("what QEMU wrote to stderr");

// src/disk/mode.ts
/** Drivers of the format node. */
const imageFormats = ["raw", "qcow2"];
/** How QEMU reads and writes an image. */
const aioEngines = [
	"threads",
	"native",
	"io_uring"
];
/** By which device the guest sees a disk. */
const buses = [
	"virtio-blk",
	"virtio-scsi",
	"nvme"
];
/**
* How `qemu-img create -o preallocation=` reserves an image's space; metadata is for qcow2 alone.
*/
const preallocations = [
	"off",
	"metadata",
	"falloc",
	"full"
];
/** Whether a guest's discards reach the image. */
const discards = ["ignore", "unmap"];
/** What becomes of zeroes that a guest writes. */
const zeroDetections = [
	"off",
	"on",
	"unmap"
];
/**
* One fully resolved virtual-disk configuration, in QEMU's own words, as plans and run documents
* hold it; sizes in bytes. An optional field that is left out has QEMU's default. What each field
* means and does stands in fields.ts.
*/
const diskModeSchema = strictObject({
	format: _enum(imageFormats),
	cache: _enum(caches),
	aio: _enum(aioEngines),
	bus: _enum(buses),
	iothread: boolean(),
	size: int().positive(),
	clusterSize: int().positive().optional(),
	preallocation: _enum(preallocations).optional(),
	lazyRefcounts: boolean().optional(),
	numQueues: int().positive().max(1024).optional(),
	discard: _enum(discards).optional(),
	detectZeroes: _enum(zeroDetections).optional(),
	logicalBlockSize: int().positive().optional(),
	physicalBlockSize: int().positive().optional()
});

// src/disk/image-fields.ts
/** A Linux guest reads no logical blocks larger than its pages (4 KiB on x86-64). */
const logicalSizes = {
	kind: "block size",
	least: 512,
	most: 4096
};
const physicalSizes = {
	kind: "block size",
	least: 512,
	most: 2 * 2 ** 20
};
/** Limits of qcow2 (docs/interop/qcow2.txt: cluster_bits at least 9; QEMU opens up to 21). */
const clusterSizes = {
	kind: "block size",
	least: 512,
	most: 2 * 2 ** 20
};
/** The fields of a disk mode that say how its image is made, and in which blocks it is seen. */
const imageFields = {
	format: {
		name: "format",
		values: {
			kind: "words",
			words: imageFormats
		},
		default: "raw",
		always: true,
		shapesImage: true,
		sets: "driver of the format node, and how the image is made",
		qemu: ({ format }) => ({ format: { driver: format } }),
		evidence: ({ format }) => [inBlocks("format in QEMU", "drv", format)]
	},
	logicalBlockSize: {
		name: "logical_block_size",
		values: logicalSizes,
		default: 512,
		shapesImage: true,
		sets: "sector size that the guest sees",
		qemu: ({ logicalBlockSize: size }) => ({ device: { logical_block_size: size } }),
		evidence: ({ logicalBlockSize: size }) => [onDevice("logical_block_size of the device", "logical_block_size", size), inGuest("logical block size that the guest sees", "logical_block_size", size)],
		refused: ({ logicalBlockSize: logical = 512, physicalBlockSize: physical = 512 }) => {
			if (!isAllowed(logical, logicalSizes)) return {
				problem: `logical_block_size=${logical} is no block size that QEMU and a Linux guest both know`,
				remedy: "use 512, 1024, 2048 or 4096"
			};
			if (logical <= physical) return void 0;
			return {
				problem: `logical_block_size=${logical} is more than physical_block_size=${physical}: QEMU would refuse the disk`,
				remedy: `add physical_block_size=${logical}`
			};
		}
	},
	physicalBlockSize: {
		name: "physical_block_size",
		values: physicalSizes,
		default: 512,
		sets: "block size of the drive, as the guest is told",
		qemu: ({ physicalBlockSize: size }) => ({ device: { physical_block_size: size } }),
		evidence: ({ physicalBlockSize: size, bus }) => [onDevice("physical_block_size of the device", "physical_block_size", size), inGuest("physical block size that the guest sees", "physical_block_size", bus === "nvme" ? void 0 : size)],
		refused: ({ physicalBlockSize: size = 512 }) => isAllowed(size, physicalSizes) ? void 0 : {
			problem: `physical_block_size=${size} is no block size that QEMU knows`,
			remedy: "use a power of two from 512 to 2097152 (2MiB)"
		}
	},
	clusterSize: {
		name: "cluster_size",
		values: clusterSizes,
		default: 65536,
		shapesImage: true,
		sets: "of a qcow2 image",
		qemu: ({ clusterSize }) => ({ image: { cluster_size: clusterSize } }),
		evidence: ({ clusterSize, format }) => [inBlocks("cluster_size of the image", "image.cluster-size", ofQcow2(format, clusterSize))],
		refused: ({ format, clusterSize }) => {
			if (clusterSize === void 0) return void 0;
			if (format === "raw") return onlyQcow2(`cluster_size=${clusterSize}`);
			if (isAllowed(clusterSize, clusterSizes)) return void 0;
			return {
				problem: `cluster_size=${clusterSize} is no cluster size of qcow2`,
				remedy: "use a power of two from 512 to 2097152 (2MiB)"
			};
		}
	},
	preallocation: {
		name: "preallocation",
		values: {
			kind: "words",
			words: preallocations
		},
		default: "off",
		shapesImage: true,
		sets: "how the image's space is reserved",
		docs: { values: "raw: `off`, `falloc`, `full`; qcow2 also `metadata`" },
		qemu: ({ preallocation }) => ({ image: { preallocation } }),
		unproven: "it leaves no trace once an image is filled: qemu-img made it so, or the run ended",
		refused: ({ format, preallocation: given }) => format === "raw" && given === "metadata" ? onlyQcow2("preallocation=metadata") : void 0
	},
	lazyRefcounts: {
		name: "lazy_refcounts",
		values: { kind: "switch" },
		default: false,
		shapesImage: true,
		sets: "of a qcow2 image",
		qemu: ({ lazyRefcounts: lazy }) => ({ image: { lazy_refcounts: lazy === void 0 ? void 0 : spelled(lazy) } }),
		evidence: ({ lazyRefcounts, format }) => [inBlocks("lazy_refcounts of the image", "image.format-specific.data.lazy-refcounts", ofQcow2(format, lazyRefcounts))],
		refused: ({ format, lazyRefcounts: given }) => format === "raw" && given === true ? onlyQcow2("lazy_refcounts=on") : void 0
	},
	size: {
		name: "size",
		values: { kind: "size" },
		default: void 0,
		always: true,
		shapesImage: true,
		sets: "size of the disk",
		docs: { default: "depends on the suite" },
		unproven: "the image was made with it",
		refused: ({ size, logicalBlockSize: block = 512 }) => size % block === 0 || !isAllowed(block, logicalSizes) ? void 0 : {
			problem: `size=${size} is no whole number of blocks of ${block} bytes`,
			remedy: "use a size in KiB, MiB or GiB"
		}
	}
};
function ofQcow2(format, value) {
	return format === "qcow2" ? value : void 0;
}
function onlyQcow2(given) {
	return {
		problem: `${given} is an option of qcow2, which format=raw does not know`,
		remedy: "use format=qcow2, or leave it out"
	};
}

// src/disk/use-fields.ts
/** On an error the guest is told, never paused: a paused guest would look like a slow one. */
const onError = {
	werror: "report",
	rerror: "report"
};
/** The devices of each bus; config-wce would let the guest change the cache mode under test. */
const devices = {
	"virtio-blk": { device: {
		driver: "virtio-blk-pci",
		"config-wce": false,
		...onError
	} },
	"virtio-scsi": {
		controller: { driver: "virtio-scsi-pci" },
		device: {
			driver: "scsi-hd",
			...onError
		}
	},
	nvme: { device: { driver: "nvme" } }
};
/**
* QEMU's name for the number of queues, and the most that there can be: VIRTIO_QUEUE_MAX, of which
* virtio-scsi keeps three for itself and its events.
*/
const queues = {
	"virtio-blk": {
		name: "num-queues",
		most: 1024
	},
	"virtio-scsi": {
		name: "num_queues",
		most: 1021
	},
	nvme: {
		name: "",
		most: 0
	}
};
/** The fields of a disk mode that say how its image is used, and by which device. */
const useFields = {
	cache: {
		name: "cache",
		values: { kind: "cache" },
		default: "writeback",
		always: true,
		sets: "the three flags below",
		docs: { default: "`default`, which QEMU resolves to `writeback`" },
		qemu: ({ cache }) => {
			const { direct, noFlush, writeCache } = cacheFlags(cache);
			return {
				nodes: { cache: {
					direct,
					"no-flush": noFlush
				} },
				device: { "write-cache": spelled(writeCache) }
			};
		},
		evidence: ({ cache, bus }) => {
			const { direct, noFlush, writeCache } = cacheFlags(cache);
			const seen = writeCache ? "write back" : "write through";
			return [
				inBlocks("cache.writeback in QEMU", "cache.writeback", writeCache),
				inBlocks("cache.direct in QEMU", "cache.direct", direct),
				inBlocks("cache.no-flush in QEMU", "cache.no-flush", noFlush),
				inNodes("cache.direct of the image's node", "cache.direct", direct),
				inNodes("cache.no-flush of the image's node", "cache.no-flush", noFlush),
				onDevice("write-cache of the device", "write-cache", spelled(writeCache)),
				inGuest("write cache that the guest sees", "write_cache", bus === "nvme" && !writeCache ? void 0 : seen),
				inDescriptors("O_DIRECT on the image in the host", "direct", direct)
			];
		}
	},
	aio: {
		name: "aio",
		values: {
			kind: "words",
			words: aioEngines
		},
		default: "threads",
		always: true,
		sets: "how QEMU reads and writes the image",
		qemu: ({ aio }) => ({ file: { aio } }),
		evidence: ({ aio }) => [inStderr(`QEMU's warnings about aio=${aio}`, "fallback", aio === "threads" ? void 0 : "none")],
		refused: ({ aio, cache }) => aio === "native" && !cacheFlags(cache).direct ? {
			problem: `aio=native needs O_DIRECT, which ${describeCache(cache)} does not use, so QEMU would refuse to open the image`,
			remedy: "use cache=none or cache=directsync with aio=native, or aio=threads or io_uring with this cache mode"
		} : void 0
	},
	bus: {
		name: "bus",
		values: {
			kind: "words",
			words: buses
		},
		default: "virtio-blk",
		always: true,
		sets: "the device that the guest sees",
		qemu: ({ bus }) => devices[bus],
		unproven: "QEMU plugs the device that it was asked for, or refuses it"
	},
	iothread: {
		name: "iothread",
		values: { kind: "switch" },
		default: false,
		always: true,
		sets: "a thread of its own for the device, or for its controller",
		qemu: ({ iothread }, names) => iothread ? {
			objects: [{
				"qom-type": "iothread",
				id: names.iothread
			}],
			controller: { iothread: names.iothread }
		} : {},
		evidence: ({ iothread }, names) => [{
			...onController("iothread in QEMU", "iothread", iothread ? `/objects/${names.iothread}` : "none"),
			absent: "none"
		}],
		refused: ({ bus, iothread }) => bus === "nvme" && iothread ? {
			problem: "iothread=on has no effect on bus=nvme: QEMU's nvme device has no iothread property",
			remedy: "use bus=virtio-blk or bus=virtio-scsi, or leave iothread out"
		} : void 0
	},
	numQueues: {
		name: "num-queues",
		values: {
			kind: "count",
			least: 1,
			most: 1024
		},
		default: void 0,
		sets: "request queues of device or controller",
		docs: {
			values: "1 to 1024 (`virtio-scsi` 1021)",
			default: "one for each CPU"
		},
		qemu: ({ numQueues, bus }) => ({ controller: { [queues[bus].name]: numQueues } }),
		evidence: ({ numQueues, bus }) => [onController("num-queues of the device", queues[bus].name, numQueues)],
		refused: ({ numQueues: count, bus }) => {
			if (count === void 0 || count >= 1 && count <= queues[bus].most) return void 0;
			if (bus !== "nvme") return {
				problem: `num-queues=${count} is more than a device on bus=${bus} can have, or none`,
				remedy: `use 1 to ${queues[bus].most}`
			};
			return {
				problem: `num-queues=${count} can't be set on bus=nvme: there the guest asks for as many queues as it has CPUs`,
				remedy: "use bus=virtio-blk or bus=virtio-scsi, or leave num-queues out"
			};
		}
	},
	discard: {
		name: "discard",
		values: {
			kind: "words",
			words: discards
		},
		default: "ignore",
		sets: "whether discards of the guest reach the image",
		qemu: ({ discard = "ignore" }) => ({ nodes: { discard } }),
		unproven: "QEMU tells nobody whether a node passes discards on"
	},
	detectZeroes: {
		name: "detect-zeroes",
		values: {
			kind: "words",
			words: zeroDetections
		},
		default: "off",
		sets: "whether written zeroes become holes or zero extents",
		qemu: ({ detectZeroes = "off" }) => ({ format: { "detect-zeroes": detectZeroes } }),
		evidence: ({ detectZeroes }) => [inBlocks("detect-zeroes in QEMU", "detect_zeroes", detectZeroes)],
		refused: ({ detectZeroes, discard = "ignore" }) => detectZeroes === "unmap" && discard !== "unmap" ? {
			problem: `detect-zeroes=unmap is not allowed with discard=${discard}: QEMU would refuse the disk`,
			remedy: "add discard=unmap, or use detect-zeroes=on"
		} : void 0
	}
};

// src/disk/fields.ts
const { format, ...otherImageFields } = imageFields;
/**
* Every field of a disk mode, in the order of keys and documentation. Parsing, keys, QEMU's
* arguments, attestation and the tables of docs/disk-modes.md are made of these entries. A new
* field is an entry in use-fields.ts or image-fields.ts, its type in mode.ts, and a fixture in
* fixtures/disk-fields.
*/
const fields = Object.entries({
	format,
	...useFields,
	...otherImageFields
}).map(([field, entry]) => ({
	...entry,
	field
}));
/** Keys that configure a disk mode, in the order in which they are documented. */
const modeKeys = fields.flatMap(({ name, values }) => values.kind === "cache" ? [name, ...flagKeys.map(({ key }) => key)] : [name]);
/** Every field of a mode with its value as QEMU spells it, those at their default among them. */
function fieldValues(mode) {
	return fields.map(({ field, name, always, docs, default: usual }) => {
		const given = mode[field];
		return {
			name,
			value: spelled(given ?? usual ?? docs?.default ?? ""),
			isDefault: always !== true && (given === void 0 || given === usual)
		};
	});
}
/**
* The canonical key: equal for equal modes, whatever they were called; fields in a fixed order.
* Those that came later only stand in it where they are not QEMU's default, so that keys, and
* histories with them, outlive new fields.
*/
function diskModeKey(mode) {
	return fieldValues(mode).filter(({ isDefault }) => !isDefault).map(({ name, value }) => name === "cache" ? describeCache(mode.cache) : `${name}=${value}`).join(",");
}
/** What a disk of so many bytes is where nothing else is said: what QEMU does by default. */
function defaultDiskMode(size) {
	const usual = fields.filter(({ always }) => always).map(({ field, default: value }) => [field, value]);
	return diskModeSchema.parse({
		...Object.fromEntries(usual),
		size
	});
}
/** A mode with QEMU's defaults where it says nothing. */
function withDefaults(mode) {
	return {
		...mode,
		...Object.fromEntries(fields.map(({ field, default: usual }) => [field, mode[field] ?? usual]))
	};
}
/** A mode as documents hold it: without what QEMU does anyway. */
function withoutDefaults(mode) {
	const said = fields.filter(({ field, always, default: usual }) => always === true || mode[field] !== usual).map(({ field }) => [field, mode[field]]);
	return diskModeSchema.parse(Object.fromEntries(said));
}
/** The fields of a mode that its image depends on. */
function imageMode(mode) {
	const shaping = fields.filter(({ field, shapesImage }) => shapesImage === true && mode[field] !== void 0).map(({ field }) => [field, mode[field]]);
	return {
		...Object.fromEntries(shaping),
		format: mode.format,
		size: mode.size
	};
}
/**
* Everything that refuses a mode which QEMU or a Linux guest would refuse or silently change; empty
* where it is possible. What depends on the build of QEMU or on the host is asked of them
* (qemu/features.ts).
*/
function impossibilities(mode) {
	return fields.flatMap(({ refused }) => refused?.(mode) ?? []);
}

// src/core/digest.ts
/** SHA-256 of a text as lower-case hex. */
function sha256Hex(text) {
	return createHash("sha256").update(text).digest("hex");
}

// src/core/schema.ts
/** Names that appear in tables and paths: ASCII, no spaces, at most 64 characters. */
const namePattern$1 = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** A name in a document, by `namePattern`. */
const nameSchema = string().regex(namePattern$1, "must be 1-64 letters, digits, \".\", \"_\" or \"-\", starting with a letter or digit");
/** A text in a document: at most 500 characters. */
const textSchema = string().max(500);
/** A moment in a document. Without an end a fraction of a second may have millions of digits. */
const timeSchema = datetime().max(40);
/** A quantity in a document: finite, not negative. */
const amountSchema = number().nonnegative();
/** A digest in a document: 16 to 64 hex digits. */
const digestSchema = string().regex(/^[0-9a-f]{16,64}$/, "must be a lower-case hex digest");

// src/core/environment.ts
/** Schema of an environment, as a run document keeps it. */
const environmentSchema = strictObject({
	/** `none` where the run has no virtual disk, so that no guest was booted */
	accelerator: _enum([
		"kvm",
		"tcg",
		"none"
	]),
	architecture: textSchema,
	cpuModel: textSchema,
	cpuCores: int().positive(),
	/** major.minor of the host's kernel */
	hostKernel: textSchema,
	/** type of the filesystem under the measured directory */
	filesystem: textSchema,
	/**
	* kind of the block device under it, as the kernel describes it: model and rotational flag, never
	* a serial
	*/
	device: textSchema,
	suite: digestSchema,
	tools: record(nameSchema, textSchema).refine((tools) => Object.keys(tools).length <= 64, "has more than 64 tools"),
	/** the host's own QEMU; null where the input `qemu` gave one, which makes it subject */
	qemu: textSchema.nullable(),
	/** release of the guest kernel from lock or cache; null where the input `kernel` gave one */
	guestKernel: textSchema.nullable(),
	/** digest of the initial ramdisk and tools that we built; null without a guest */
	guestTools: digestSchema.nullable()
});
/**
* Digest of what must agree between two runs for their numbers to be comparable: lower-case hex,
* whatever the field order.
*/
function fingerprintOf(environment) {
	return sha256Hex(canonicalJson(environment));
}
/**
* The facts of two environments that differ, as `hostKernel 6.1 -> 6.12`, in a fixed order; empty
* where they agree.
*/
function differingFacts(from, to) {
	const before = factsOf$1(from);
	const after = factsOf$1(to);
	return [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].toSorted().filter((name) => before.get(name) !== after.get(name)).map((name) => `${name} ${before.get(name) ?? "(none)"} -> ${after.get(name) ?? "(none)"}`);
}
/** Every leaf with its path as its name: `tools.sysbench` -> `1.0.20`. */
function factsOf$1({ tools, ...flat }) {
	const ofTools = Object.entries(tools).map(([tool, version]) => [`tools.${tool}`, version]);
	return new Map([...Object.entries(flat), ...ofTools].map(([name, value]) => [name, describeFact(value)]));
}
/** Digests are cut: a reader compares them, and never copies one. */
function describeFact(value) {
	if (value === null) return "(given by input)";
	return typeof value === "string" && /^[0-9a-f]{16,}$/.test(value) ? value.slice(0, 12) : String(value);
}
function canonicalJson(value) {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	return `{${Object.entries(value).filter(([, field]) => field !== void 0).toSorted(([a], [b]) => a < b ? -1 : 1).map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(",")}}`;
}

// src/core/quantity.ts
const units = [
	"bytes",
	"KiB",
	"MiB",
	"GiB",
	"TiB"
];
/**
* Bytes for reading, in the largest unit that leaves a whole part and with four significant digits:
* `1.25 GiB`.
*/
function formatBytes(bytes) {
	const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
	return `${Number((bytes / 1024 ** power).toPrecision(4))} ${units[power] ?? "bytes"}`;
}
/**
* Bytes as a SPEC or the config takes them, in the largest unit that leaves a whole number:
* `320MiB`.
*/
function spellBytes(bytes) {
	const power = bytes === 0 ? 0 : units.findLastIndex((_, index) => bytes % 1024 ** index === 0);
	return `${bytes / 1024 ** power}${power === 0 ? "B" : units[power]}`;
}
/**
* At most four significant digits, without an exponent for what a disk can do: 14861 -> 14860,
* 0.12345 -> 0.1235.
*/
function formatFigure(value) {
	return String(Number(value.toPrecision(4)));
}
/**
* A relative difference with its sign: 0.0312 -> `+3.1 %`, -0.312 -> `-31 %`; cut where digits
* would say nothing.
*/
function formatChange(fraction) {
	if (fraction > 10) return "> +1000 %";
	if (fraction < -.999) return "< -99.9 %";
	const percent = percentOf(fraction);
	return fraction > 0 && Number(percent) !== 0 ? `+${percent} %` : `${percent} %`;
}
/** An interval of relative differences: `-18 % to +4.0 %`. */
function formatInterval({ low, high }) {
	return `${formatChange(low)} to ${formatChange(high)}`;
}
/** A fraction without a sign: 0.12 -> `12 %`. */
function formatShare(fraction) {
	const size = Math.abs(fraction);
	return size > .999 && size < 1 ? "> 99.9 %" : `${Math.abs(Number(percentOf(-size)))} %`;
}
/** A share to three digits, for limits and for what is rare: 0.1264 -> `12.6 %`, 0.0004 -> `0.04 %`. */
function formatRate(fraction) {
	return `${Number((100 * fraction).toPrecision(3))} %`;
}
/** A ratio: `0.103x`, `1.07x`, `11.2x`. */
function formatRatio(ratio) {
	if (ratio >= 1e3) return "> 1000x";
	const decimals = ratio >= 100 ? 0 : ratio >= 10 ? 1 : ratio >= 1 ? 2 : 3;
	return `${ratio < .0995 ? ratio.toPrecision(2) : ratio.toFixed(decimals)}x`;
}
/** A relative standard deviation over rounds: `±4.3 %`. */
function formatSpread(fraction) {
	return `±${percentOf(fraction)} %`;
}
function percentOf(fraction) {
	const percent = 100 * fraction;
	const text = percent.toFixed(Math.abs(percent) < 9.95 || percent < -99 && percent > -100 ? 1 : 0);
	return Number(text) === 0 ? text.replace("-", "") : text;
}
/** A duration in seconds, as `43 s` or `4 min 12 s`. */
function formatDuration(seconds) {
	if (seconds < 10) return `${formatFigure(Number(seconds.toFixed(1)))} s`;
	const whole = Math.round(seconds);
	return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
/** A count with its noun: `1 round`, `3 rounds`. */
function formatCount(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
/** The first `most` of some items, and how many are left out: `a, b and 3 more`. */
function formatList(items, most) {
	const left = items.length - most;
	return `${items.slice(0, most).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}
/** A moment to the minute: `2026-03-01 12:00 UTC`. */
function formatMoment(iso) {
	return `${new Date(iso).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

// src/core/contamination.ts
/**
* From where on what others did to the host spoils a round; one that is left out is not judged.
* `cpu` in processors (0.25 is a quarter of one), `steal` and `io` as shares, `ioRate` in bytes per
* second: below it others' share of a drive that is nearly idle says nothing.
*/
const thresholdsSchema = strictObject({
	cpu: amountSchema.optional(),
	steal: amountSchema.optional(),
	io: amountSchema.optional(),
	ioRate: amountSchema.optional()
});
/** The thresholds of a run that names none (docs/contamination.md). */
const defaultThresholds = {
	cpu: .25,
	steal: .02,
	io: .05,
	ioRate: 2 ** 20
};
/** Share of the measured rounds beyond which a run counts as contaminated as a whole. */
const mostDropped = 1 / 3;
/**
* What happened on the host during a round besides us. `othersCpu` in processors, `ioShare` others'
* part of what the drive moved, `ioRate` in bytes per second. `pressure` is recorded and never a
* criterion: our own load raises it. `reasons` are the sentences that made the round count as
* contaminated.
*/
const contaminationSchema = strictObject({
	stealShare: amountSchema,
	othersCpu: amountSchema.optional(),
	ownCpu: amountSchema.optional(),
	ioShare: amountSchema.optional(),
	ioRate: amountSchema.optional(),
	pressure: strictObject({
		cpu: amountSchema,
		io: amountSchema
	}).optional(),
	reasons: array(textSchema).max(8).optional()
});
/** A round that was dropped whole, whatever its values: only what was wrong with it is kept. */
const droppedSchema = strictObject({
	index: int().nonnegative(),
	contamination: contaminationSchema
});
/**
* Why a reading counts as contaminated, a sentence for each threshold that it exceeds; none where
* it does not.
*/
function contaminationReasons(reading, thresholds) {
	const { stealShare, othersCpu, ioShare, ioRate = 0 } = reading;
	const reasons = [];
	if (exceeds(othersCpu, thresholds.cpu)) reasons.push(`other processes used ${formatRate(othersCpu)} of a processor (limit ${formatRate(thresholds.cpu ?? 0)})`);
	if (exceeds(stealShare, thresholds.steal)) reasons.push(`the hypervisor gave ${formatRate(stealShare)} of the time to others (limit ${formatRate(thresholds.steal ?? 0)})`);
	if (exceeds(ioShare, thresholds.io) && ioRate > (thresholds.ioRate ?? 0)) reasons.push(`others moved ${formatRate(ioShare)} of what the drive moved (limit ${formatRate(thresholds.io ?? 0)})`);
	return reasons;
}
/**
* How many rounds were dropped, and how many contaminated ones had to be kept since no more could
* be dropped.
*/
function contaminatedRounds({ rounds, dropped = [] }) {
	const kept = rounds.filter(({ contamination }) => (contamination.reasons ?? []).length > 0).length;
	return {
		dropped: dropped.length,
		kept
	};
}
/**
* Whether more than a third of what was measured is contaminated, or a contaminated round had to be
* kept. Such a run decides nothing and is no baseline.
*
*     planned 6:  o o x o x o o x o   3 of 9 dropped: valid
*                 o o x o x o o x X   the 4th is kept and shown: contaminated
*/
function isContaminated(run) {
	const { dropped, kept } = contaminatedRounds(run);
	return kept > 0 || dropped > mostDropped * (run.rounds.length + dropped);
}
/**
* Most rounds that may be dropped and measured again: more would be over a third of all, so nothing
* would be won.
*/
function droppableRounds(planned) {
	return Math.floor(planned * mostDropped / .6666666666666667 + 1e-9);
}
/** The sentence that a reader is told of; undefined where no round was contaminated. */
function describeContamination(run) {
	const { dropped, kept } = contaminatedRounds(run);
	if (dropped + kept === 0) return void 0;
	const measured = run.rounds.length + dropped;
	const counted = `${dropped + kept} of ${measured} measured rounds were disturbed by other load on this host`;
	if (!isContaminated(run)) return `${counted} and were dropped whole`;
	return `${counted}, ${dropped} of them dropped and ${kept} kept: this run decides nothing and is no baseline`;
}
/**
* The sentence about others' load in a run that keeps every round, such as one of the seed suite:
* by the usual limits, which it does not have. Undefined where no round exceeds them, or the plan
* has limits of its own (`describeContamination`).
*/
function describeUnlimitedLoad(run) {
	const { plan, rounds } = run;
	if (Object.keys(plan.contamination).length > 0 || describeContamination(run) !== void 0) return void 0;
	const disturbed = rounds.map(({ contamination }) => contaminationReasons(contamination, defaultThresholds)).filter((ofRound) => ofRound.length > 0);
	if (disturbed.length === 0) return void 0;
	return `by the limits of the gate suite ${`${disturbed.length} of ${rounds.length} rounds were disturbed by other load on this host`}, and kept, as this run keeps every round (--contamination off); for instance ${disturbed[0]?.join("; ")}`;
}
function exceeds(value, limit) {
	return value !== void 0 && limit !== void 0 && value > limit;
}

// src/core/gate-suite.ts
const profiles = [
	"quick",
	"standard",
	"thorough"
];
/** fio's engine for more than one request at a time; one for all arms of a run. */
const engineSchema = _enum(["io_uring", "libaio"]);
const workloadSchema = strictObject({
	/** Unique in its suite: `randread-4k-qd1`. */
	name: nameSchema,
	/** What a reader calls it: `random read 4k, depth 1`. */
	title: textSchema,
	/** The values of fio's `rw` that the suite uses. */
	rw: _enum([
		"randread",
		"randwrite",
		"read",
		"write"
	]),
	/** Bytes per request. */
	blockSize: int().positive(),
	/** Requests under way at a time. At depth 1 fio's psync engine is used. */
	depth: int().positive(),
	/** Whether every write is followed by fdatasync, which the guest makes a flush of. */
	fdatasync: boolean()
});
/** Schema of the gate suite, as a run document keeps it. */
const gateSuiteSchema = strictObject({
	name: literal("gate"),
	tool: literal("fio"),
	profile: _enum(profiles),
	/** Run before the measuring, and thrown away. */
	rampMilliseconds: int().nonnegative(),
	runMilliseconds: int().positive(),
	/**
	* Bytes after the ramp at which a write workload ends before its time; the ramp may write as much
	* again at most.
	*/
	writeCap: int().positive(),
	engine: engineSchema,
	workloads: array(workloadSchema).min(1).max(64)
});
/**
* The gate suite in a profile. The engine is the one that is wanted: a host that refuses it
* measures with libaio.
*/
function gateSuite(profile) {
	const { rampMilliseconds, runMilliseconds } = timesOf[profile];
	return {
		name: "gate",
		tool: "fio",
		profile,
		rampMilliseconds,
		runMilliseconds,
		writeCap: 2 ** 30,
		engine: "io_uring",
		workloads
	};
}
/**
* Rounds that a profile plans: `quick` the least that can decide, the others as many as are worth
* the time.
*/
function roundsOf$1(profile) {
	return timesOf[profile].rounds;
}
/** Whether a workload writes. */
function isWriting({ rw }) {
	return rw === "write" || rw === "randwrite";
}
const timesOf = {
	quick: {
		rampMilliseconds: 500,
		runMilliseconds: 1500,
		rounds: 8
	},
	standard: {
		rampMilliseconds: 500,
		runMilliseconds: 2500,
		rounds: 16
	},
	thorough: {
		rampMilliseconds: 2e3,
		runMilliseconds: 8e3,
		rounds: 30
	}
};
const small = {
	blockSize: 4096,
	fdatasync: false
};
const large = {
	blockSize: 2 ** 20,
	depth: 8,
	fdatasync: false
};
/** Latency, IOPS ceiling, write path without flush, cost of a flush, bandwidth both ways. */
const workloads = [
	{
		name: "randread-4k-qd1",
		title: "random read 4k, depth 1",
		rw: "randread",
		depth: 1,
		...small
	},
	{
		name: "randread-4k-qd32",
		title: "random read 4k, depth 32",
		rw: "randread",
		depth: 32,
		...small
	},
	{
		name: "randwrite-4k-qd32",
		title: "random write 4k, depth 32",
		rw: "randwrite",
		depth: 32,
		...small
	},
	{
		name: "syncwrite-4k-qd1",
		title: "synced write 4k, depth 1",
		rw: "randwrite",
		depth: 1,
		...small,
		fdatasync: true
	},
	{
		name: "read-1m-qd8",
		title: "read 1M, depth 8",
		rw: "read",
		...large
	},
	{
		name: "write-1m-qd8",
		title: "write 1M, depth 8",
		rw: "write",
		...large
	}
];

// src/core/cell.ts
/** Schema of a cell's name, as a run document keeps it. */
const cellNameSchema = strictObject({
	arm: nameSchema,
	workload: nameSchema,
	metric: _enum(metricNames)
});
/** A cell as it is named everywhere: `prod/randread-4k-qd32/throughput`. */
function cellText({ arm, workload, metric }) {
	return `${arm}/${workload}/${metric}`;
}

// src/core/gate-plan.ts
/** Schema of how a run will be judged, as its plan keeps it. */
const gateSchema = strictObject({
	/** After so many rounds, ascending, the last being all that are planned. */
	looks: array(int().positive().max(1e3)).min(1).max(1e3),
	/** How the budget of false alarms is spent over the looks (`error-budget.ts`). */
	spending: literal("information"),
	/** The cells that gate. */
	cells: array(cellNameSchema).max(1e3),
	/**
	* Cells that would gate, but could not be decided within the rounds: with the tolerance at which
	* they could.
	*/
	setAside: array(cellNameSchema.extend({ tolerance: amountSchema })).max(1e3)
});
/** Least rounds that a test against noise can reject by at a price worth paying. */
const firstLook = 6;
/** Up to here a run is looked at after every round, then after every second one. */
const everyRoundUntil = 16;
/** After which rounds a run of `rounds` rounds is looked at. */
function looksFor(rounds) {
	return Array.from({ length: rounds }, (_, index) => index + 1).filter((look) => look === rounds || look >= firstLook && (look <= everyRoundUntil || look % 2 === 0));
}
/**
* The looks at a measured run. One that ended by its plan or its budget spends what is left at its
* end, wherever that is: no number had a say in it. One that was decided early spent what its plan
* allows until then. Without a declaration there is one look, at the end.
*/
function looksTaken({ plan: { gate, rounds: planned }, rounds, stop }) {
	const end = rounds.length;
	const declared = gate?.looks ?? [];
	if (stop.reason === "decided" && declared.includes(end)) return {
		at: declared,
		rounds: planned
	};
	return {
		at: [...declared.filter((look) => look < end), end],
		rounds: Math.max(planned, end)
	};
}

// src/core/workload.ts
const seedWorkloadSchema = strictObject({
	/** Unique in its suite: `rndrd`. */
	name: nameSchema,
	/** What a reader calls it: `random read`. */
	title: textSchema,
	mode: _enum([
		"rndrd",
		"rndwr",
		"seqrd",
		"seqwr"
	])
});
const seedSuiteSchema = strictObject({
	name: literal("seed"),
	tool: literal("sysbench"),
	seconds: int().positive(),
	files: int().positive(),
	fileTotalSize: int().positive(),
	fileBlockSize: int().positive(),
	fileFsyncFrequency: int().nonnegative(),
	workloads: array(seedWorkloadSchema).min(1).max(64)
});
/** Schema of a suite, as a run document keeps it. */
const suiteSchema = discriminatedUnion("name", [seedSuiteSchema, gateSuiteSchema]);
/** The seed suite as the post measured it. */
const seedSuite = {
	name: "seed",
	tool: "sysbench",
	seconds: 2,
	files: 128,
	fileTotalSize: 268435456,
	fileBlockSize: 16384,
	fileFsyncFrequency: 100,
	workloads: [
		{
			name: "rndrd",
			title: "random read",
			mode: "rndrd"
		},
		{
			name: "rndwr",
			title: "random write",
			mode: "rndwr"
		},
		{
			name: "seqrd",
			title: "sequential read",
			mode: "seqrd"
		},
		{
			name: "seqwr",
			title: "sequential write",
			mode: "seqwr"
		}
	]
};
/** Digest over everything that makes two suites measure the same thing. */
function suiteDigest(suite) {
	return sha256Hex(JSON.stringify(suite)).slice(0, 16);
}
/**
* The least seconds, by the tool's own clock, that a sound measurement of a suite takes: a tool
* that ended well before its time has measured something else. A write workload of the gate suite
* may end early once it has moved as many bytes as it may.
*/
function leastSeconds(suite, { workload, bytes }) {
	if (suite.name === "seed") return .9 * suite.seconds;
	if (bytes >= suite.writeCap && suite.workloads.some((one) => one.name === workload && isWriting(one))) return 0;
	return .9 * suite.runMilliseconds / 1e3;
}
/** Bytes that a disk of the plan has where nobody says so. */
function defaultDiskSize(suite) {
	return suite.name === "gate" ? 2 * 2 ** 30 : leastDiskSize(suite);
}
/**
* The least that a disk must hold: in the seed suite its files, and ext4's own structures and
* journal; in the gate suite enough that no request of 1 MiB at depth 8 meets another one.
*/
function leastDiskSize(suite) {
	return suite.name === "gate" ? 64 * 2 ** 20 : suite.fileTotalSize + 64 * 2 ** 20;
}
/**
* The metrics that a sound measurement of a workload has. Latency of more than one request at a
* time is mostly waiting for the others, and fio has no percentiles of a write and its fdatasync
* together; processor time is QEMU's.
*/
function expectedMetrics(workload, target) {
	if ("mode" in workload) return [
		"throughput",
		"iops",
		"latency-mean",
		"latency-p95"
	];
	const percentiles = workload.fdatasync ? [] : [
		"latency-p50",
		"latency-p95",
		"latency-p99",
		"latency-p999"
	];
	const latencies = workload.depth > 1 ? [] : ["latency-mean", ...percentiles];
	const processor = target.kind === "host" ? [] : ["cpu-per-gib", "cpu-per-io"];
	return [
		"throughput",
		"iops",
		...latencies,
		...processor
	];
}

// src/core/plan.ts
const sides = [
	"head",
	"base",
	"host",
	"control"
];
/**
* On which side an arm stands: head is judged, base is what it is judged against, host (no QEMU)
* and control never are.
*/
const sideSchema = _enum(sides);
/** Schema of what an arm measures. */
const targetSchema = discriminatedUnion("kind", [
	strictObject({
		kind: literal("disk"),
		mode: diskModeSchema
	}),
	strictObject({
		kind: literal("null"),
		size: int().positive()
	}),
	strictObject({
		kind: literal("host"),
		direct: boolean(),
		dsync: boolean().optional()
	})
]);
const plannedArmSchema = strictObject({
	/** Unique on its side, and stable over commits. */
	name: nameSchema,
	side: sideSchema,
	target: targetSchema,
	/** A host arm in a directory of its own, maybe on another drive: no disk is compared with it. */
	ownDirectory: boolean().optional(),
	/** The only workloads of the suite that it is measured with, by name; absent: all. */
	workloads: array(nameSchema).min(1).max(64).optional(),
	/**
	* Bytes per second that QEMU lets through, reads and writes together: a disk that is slower than
	* its host by a known factor, by which the gate itself is checked. Never a user's disk.
	*/
	throttle: int().positive().optional()
});
/** Schema of a plan, as a run document keeps it. */
const planSchema = strictObject({
	suite: suiteSchema,
	arms: array(plannedArmSchema).min(1).max(128),
	rounds: int().positive().max(1e3),
	randomSeed: int(),
	/** For each round the indexes into `arms`, in the order in which they are measured. */
	order: array(array(int().nonnegative()).max(128)).max(1e3),
	/** Wall time of the whole run after which no further round starts, in seconds. */
	budget: amountSchema,
	/** Bytes that a run may write to the drive, images and preparation included. */
	writeBudget: amountSchema,
	/** From where on others' load spoils a round; nothing is judged without a limit. */
	contamination: thresholdsSchema,
	/**
	* The arms were picked by hand for this one run (`--disk`): those it leaves out are not missing.
	*/
	armsPicked: boolean().optional(),
	/**
	* How it will be judged; absent where nobody was to judge it, or nobody said how: one look, at
	* the end.
	*/
	gate: gateSchema.optional()
});

// src/core/run.ts
/** A part of the machine that an input gave: judged, never a reason for incomparable. */
const part = strictObject({
	sha256: digestSchema,
	version: textSchema
});
const subject = strictObject({
	target: targetSchema,
	qemu: part.optional(),
	kernel: part.optional(),
	initrd: part.optional()
});
/**
* One fact of the proof that a disk mode was in force: what was expected, and what was read back.
*/
const evidence = strictObject({
	fact: textSchema,
	expected: textSchema,
	found: textSchema
});
const attestation = strictObject({
	ok: boolean(),
	evidence: array(evidence).max(64)
});
const arm = strictObject({
	name: nameSchema,
	side: sideSchema,
	commit: string().regex(/^[0-9a-f]{40,64}$/).nullable(),
	subject,
	/**
	* canonical key of the disk mode; `null` without storage; `host` or `host-direct` for arms
	* without QEMU
	*/
	key: textSchema,
	/** fio's engine of the workloads at more than depth 1; the readings were checked for it */
	engine: engineSchema.optional(),
	attestation
});
const measurement = strictObject({
	arm: int().nonnegative(),
	workload: nameSchema,
	metric: _enum(metricNames),
	value: amountSchema,
	/** counts the measurements of the round */
	order: int().nonnegative(),
	startedAt: timeSchema,
	/** those that the tool measured, by its own clock and without a ramp */
	seconds: amountSchema,
	bytes: amountSchema
});
/** Schema of one round of a run. */
const roundSchema = strictObject({
	index: int().nonnegative(),
	/** seconds from QEMU's start to the agent's first answer */
	boots: array(strictObject({
		guest: nameSchema,
		seconds: amountSchema
	})).max(16),
	measurements: array(measurement).max(1e4),
	/** what others did to the host meanwhile */
	contamination: contaminationSchema
});
const caveat = strictObject({
	code: nameSchema,
	arm: nameSchema.optional(),
	text: textSchema
});
/** Schema of the run document, version 1. */
const runSchema = strictObject({
	schema: literal(1),
	tool: strictObject({
		name: literal("qemu-storage-gate"),
		version: textSchema
	}),
	startedAt: timeSchema,
	randomSeed: int(),
	plan: planSchema,
	environment: environmentSchema,
	fingerprint: digestSchema,
	arms: array(arm).min(1).max(128),
	rounds: array(roundSchema).max(1e3),
	/** contaminated rounds that were dropped whole and measured again */
	dropped: array(droppedSchema).max(1e3).optional(),
	looks: array(strictObject({
		round: int().positive(),
		decision: _enum(["continue", "stop"])
	})).max(1e3),
	stop: strictObject({ reason: _enum([
		"planned",
		"decided",
		"budget",
		"write-budget",
		"trouble"
	]) }),
	/** wall seconds: where the time of the run went */
	timing: strictObject({
		boot: amountSchema,
		prepare: amountSchema,
		measure: amountSchema,
		rest: amountSchema
	}),
	bytesWritten: amountSchema,
	caveats: array(caveat).max(200)
});
/** The document as it is stored: keys in the order of the schema, two spaces, a final newline. */
function encodeRun(run) {
	const ordered = runSchema.safeParse(run);
	return `${JSON.stringify(ordered.success ? ordered.data : run, void 0, 2)}\n`;
}
/**
* A text without the directories of this machine: of an absolute path its last part stays,
* `…/disk0.raw`. A document may be read by anybody, and the words of a tool that failed may name
* somebody's home. What every Linux has stays whole: /dev, /proc, /sys.
*/
function redactPaths(text, known) {
	return known.filter((path) => path.length > 1).reduce((words, path) => words.replaceAll(`${path}/`, "…/"), text).replaceAll(/(?<![\w.…/:-])\/(?!(?:dev|proc|sys)\/)(?:[^\s/"'`:,;()[\]]+\/)+/g, "…/");
}

// src/core/run-checks.ts
/**
* Decodes an untrusted document and holds it against itself; each rejection has the path of what is
* wrong.
*/
function decodeRun(document) {
	const decoded = decodeInStages(document, {
		round: roundSchema,
		whole: runSchema
	});
	if (!decoded.ok) return decoded;
	const rejections = inconsistencies(decoded.value);
	return rejections.length > 0 ? {
		ok: false,
		rejections: rejections.slice(0, 20)
	} : decoded;
}
/**
* An untrusted document by its schema; each rejection has the path of what is wrong. Its size at
* first, then round by round up to the first that is wrong, then the whole: a schema lists every
* error there is, and a hostile document has millions.
*/
function decodeInStages(document, { round, whole }) {
	const size = acceptSize(document);
	if (!size.ok) return size;
	for (const [index, one] of roundsIn(document).entries()) {
		const parsed = round.safeParse(one);
		if (!parsed.success) return refused(parsed.error, ["rounds", index]);
	}
	const parsed = whole.safeParse(document);
	return parsed.success ? accept(parsed.data) : refused(parsed.error, []);
}
function refused({ issues }, at) {
	return {
		ok: false,
		rejections: issues.slice(0, 20).map(({ path, message }) => ({
			path: [...at, ...path].map(String).join(".") || "(document)",
			problem: message
		}))
	};
}
/**
* Limits of any document from outside, far beyond what the product writes: a schema collects
* everything that is wrong with a document, so one that is made of nothing but errors would cost
* gigabytes. Values are the leaves and branches of its JSON.
*/
const limits = {
	depth: 16,
	values: 2e5,
	roundValues: 12e4,
	length: 1e4
};
/**
* Whether a document is of a bearable size; each round is counted for itself. Goes no deeper and no
* further than the limits, and without recursion, whatever the document holds.
*/
function acceptSize(document) {
	const rounds = roundsIn(document);
	const whole = isRecord(document) ? {
		...document,
		rounds: null
	} : document;
	if (rounds.length > limits.length) return tooLarge$1("rounds", `has ${rounds.length} entries`);
	for (const [path, part, most] of [[
		"(document)",
		whole,
		limits.values
	], ...rounds.map((round, index) => [
		`rounds.${index}`,
		round,
		limits.roundValues
	])]) {
		const problem = excessOf(part, most);
		if (problem !== void 0) return tooLarge$1(path, problem);
	}
	return accept(document);
}
/** The rounds of a document that nothing is known of yet; none where it has none. */
function roundsIn(document) {
	return isRecord(document) && Array.isArray(document["rounds"]) ? document["rounds"] : [];
}
function tooLarge$1(path, problem) {
	return reject(path, `${problem}, more than any run has`);
}
function excessOf(root, most) {
	const waiting = [{
		value: root,
		depth: 0
	}];
	for (let seen = 0; waiting.length > 0; seen += 1) {
		if (seen + waiting.length > most) return `has over ${most} values`;
		const { value, depth } = waiting.pop() ?? {
			value: null,
			depth: 0
		};
		if (typeof value !== "object" || value === null) continue;
		if (depth >= limits.depth) return `is nested over ${limits.depth} levels deep`;
		const children = Array.isArray(value) ? value : Object.values(value);
		if (children.length > limits.length) return `has ${children.length} entries in one place`;
		for (const child of children) waiting.push({
			value: child,
			depth: depth + 1
		});
	}
}
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/**
* What a document claims against its own content: a schema knows types only, and a document that
* contradicts itself is damaged or made up. Everything that later code takes for granted is checked
* here, once.
*/
function inconsistencies(run) {
	return [
		...armsOf(run),
		...roundsOf(run),
		...looksOf(run),
		...measurementsOf(run),
		...fingerprint(run)
	];
}
function armsOf({ arms, plan }) {
	if (arms.length !== plan.arms.length) return [{
		path: "arms",
		problem: `has ${arms.length} arms, the plan ${plan.arms.length}`
	}];
	const names = arms.map(({ name, side }) => `${side} ${name}`);
	return arms.flatMap((arm, index) => {
		const path = `arms.${index}`;
		const planned = plan.arms[index];
		if (names.indexOf(`${arm.side} ${arm.name}`) !== index) return [{
			path,
			problem: `a second ${arm.side} arm is called ${arm.name}`
		}];
		if (planned?.name !== arm.name || planned.side !== arm.side) return [{
			path,
			problem: `is not the arm ${index} of the plan`
		}];
		return [...plannedWorkloads(plan, index), ...attestationOf$1(arm, path)];
	});
}
/** An arm's own list of workloads, where its plan has one: each is in the suite, and named once. */
function plannedWorkloads({ suite, arms }, index) {
	const named = arms[index]?.workloads ?? [];
	const known = new Set(suite.workloads.map(({ name }) => name));
	const wrong = named.find((name, place) => !known.has(name) || named.indexOf(name) !== place);
	if (wrong === void 0) return [];
	const problem = known.has(wrong) ? `names ${wrong} twice` : `the suite has no workload ${wrong}`;
	return [{
		path: `plan.arms.${index}.workloads`,
		problem
	}];
}
/** A disk counts as attested by its evidence, never by its word. */
function attestationOf$1({ attestation, subject, key }, path) {
	const { ok, evidence } = attestation;
	const holds = evidence.every(({ expected, found }) => expected === found);
	if (ok && !holds) return [{
		path: `${path}.attestation`,
		problem: "says ok, but its evidence does not"
	}];
	if (subject.target.kind !== "disk") return [];
	if (ok && evidence.length === 0) return [{
		path: `${path}.attestation`,
		problem: "says ok without evidence"
	}];
	const expected = diskModeKey(subject.target.mode);
	return key === expected ? [] : [{
		path: `${path}.key`,
		problem: `is not the key of its disk mode, ${expected}`
	}];
}
function roundsOf({ rounds, plan, stop }) {
	const order = plan.order.findIndex((round) => round.some((arm) => arm >= plan.arms.length));
	if (order !== -1) return [{
		path: `plan.order.${order}`,
		problem: "names an arm that the plan lacks"
	}];
	const shifted = rounds.findIndex(({ index }, place) => index !== place);
	if (shifted !== -1) return [{
		path: `rounds.${shifted}.index`,
		problem: `is not ${shifted}`
	}];
	if (rounds.length > plan.rounds) return [{
		path: "rounds",
		problem: `${rounds.length} rounds, but ${plan.rounds} were planned`
	}];
	if (stop.reason !== "planned" || rounds.length === plan.rounds) return [];
	return [{
		path: "rounds",
		problem: `${rounds.length} of ${plan.rounds} planned rounds, though it says that it ended as planned`
	}];
}
/**
* Looks end with the last planned round; a run that was decided early must have declared the look
* that decided it.
*/
function looksOf({ plan: { gate, rounds: planned }, rounds, stop }) {
	const looks = gate?.looks ?? [planned];
	if (looks.some((look, place) => look <= (looks[place - 1] ?? 0)) || looks.at(-1) !== planned) return [{
		path: "plan.gate.looks",
		problem: `do not rise to the ${planned} planned rounds`
	}];
	if (stop.reason !== "decided" || looks.includes(rounds.length)) return [];
	return [{
		path: "stop.reason",
		problem: `says decided, but no look was declared after ${rounds.length} rounds`
	}];
}
function measurementsOf({ rounds, arms, plan }) {
	const workloads = new Set(plan.suite.workloads.map(({ name }) => name));
	return rounds.flatMap(({ measurements }, round) => measurements.flatMap(({ arm, workload }, index) => {
		const path = `rounds.${round}.measurements.${index}`;
		if (arm >= arms.length) return [{
			path: `${path}.arm`,
			problem: `there is no arm ${arm}`
		}];
		if (!workloads.has(workload)) return [{
			path: `${path}.workload`,
			problem: `the suite has no workload ${workload}`
		}];
		if (plan.arms[arm]?.workloads?.includes(workload) === false) return [{
			path: `${path}.workload`,
			problem: `${workload} is not planned for arm ${arm}`
		}];
		return [];
	}));
}
function fingerprint({ environment, fingerprint: claimed }) {
	const computed = fingerprintOf(environment);
	return claimed === computed ? [] : [{
		path: "fingerprint",
		problem: `is not that of the environment, ${computed}`
	}];
}

// src/core/acknowledgement.ts
const text = string().min(1).max(500);
const time = datetime().max(40);
const name = string().regex(namePattern$1);
const digest = string().regex(/^[0-9a-f]{16,64}$/);
/** Most runs that an acknowledged level is the mean of. */
const mostAcknowledgedRuns = 30;
const schema = strictObject({
	schema: literal(1),
	kind: literal("acknowledgement"),
	tool: strictObject({
		name: literal("qemu-storage-gate"),
		version: text
	}),
	acknowledgedAt: time,
	/** who answers for it, as they call themselves */
	by: text,
	reason: text,
	/** the environment whose runs it is about */
	fingerprint: digest,
	/**
	* per cell, what the default branch is agreed to deliver from here on, in the metric's base unit
	*/
	levels: array(strictObject({
		arm: name,
		workload: name,
		metric: _enum(metricNames),
		value: number().positive()
	})).min(1).max(2e3),
	/** the stored runs that the levels are the mean of; they are never pruned */
	runs: array(strictObject({
		startedAt: time,
		digest: string().regex(/^[0-9a-f]{12}$/)
	})).min(1).max(30)
});
/** Decodes an untrusted document; each rejection has the path of what is wrong. */
function decodeAcknowledgement(document) {
	const size = acceptSize(document);
	if (!size.ok) return size;
	const parsed = schema.safeParse(document);
	if (parsed.success) return accept(parsed.data);
	const [issue] = parsed.error.issues;
	return reject(issue?.path.map(String).join(".") || "(document)", issue?.message ?? "is not an acknowledgement");
}
/** The document as it is stored. */
function encodeAcknowledgement(acknowledgement) {
	return `${JSON.stringify(acknowledgement, void 0, 2)}\n`;
}

// src/disk/evidence.ts
/** Sources that tell of a file, and so of no disk without storage. */
const ofFiles = /* @__PURE__ */ new Set(["/proc/PID/fdinfo of QEMU", "what QEMU wrote to stderr"]);
/** Everything that must be said of a disk while its mode is in force, by source. */
function expectationsOf({ id, image, mode, throttle }) {
	const names = diskNames(id);
	const full = withDefaults(mode);
	const driver = typeof image === "string" ? "file" : "null-co";
	return [
		...fields.flatMap(({ evidence }) => evidence?.(full, names) ?? []),
		inNodes("driver of the image's node", "drv", driver),
		inBlocks("bytes per second in QEMU", "bps", throttle)
	].filter(({ expected }) => expected !== void 0).filter(({ from }) => driver === "file" || !ofFiles.has(from)).toSorted((a, b) => sources.indexOf(a.from) - sources.indexOf(b.from));
}
/** Names of what a source is asked for, each once. */
function askedOf(source, expectations) {
	return [...new Set(expectations.flatMap(({ from, at }) => from === source ? [at] : []))];
}
/** The fact that an expectation became, by what its source said. */
function evidenceOf({ fact, from, at, expected, absent }, readings) {
	const said = at.split(".").reduce(memberOf, readings[from]);
	return factOf(fact, expected, readings[from] !== void 0 && (said === void 0 || said === "") ? absent : said);
}
/** A fact. What could not be read is found as `unknown`, which no expectation equals. */
function factOf(fact, expected, found) {
	return {
		fact,
		expected: String(expected),
		found: textOf(found) || "unknown"
	};
}
/** A guest may answer anything. */
function textOf(found) {
	if (typeof found === "boolean" || typeof found === "number") return String(found);
	return typeof found === "string" ? found.trim().slice(0, 400) : "";
}
/** Facts that are not as expected, each as `cache.direct in QEMU is false and should be true`. */
function contradictionsIn(evidence) {
	return evidence.flatMap(({ fact, expected, found }) => expected === found ? [] : [`${fact} is ${found} and should be ${expected}`]);
}
function memberOf(value, name) {
	return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? value[name] : void 0;
}

// src/core/sample.ts
/**
* The sample of one cell. It is missing as a whole where one round has no valid value, or where the
* arm's mode was not shown to be in force: leaving out the rounds that failed would keep the lucky
* ones.
*/
function sampleOf(run, cell) {
	const arm = run.arms[cell.armIndex];
	if (arm === void 0) return missing(`the run has no arm ${cell.armIndex}`);
	if (run.stop.reason === "trouble") return missing("trouble ended the run before its end, so its numbers are not judged");
	if (run.rounds.length === 0) return missing("no round was completed");
	if (run.plan.arms[cell.armIndex]?.workloads?.includes(cell.workload) === false) return missing("it is not planned for this arm");
	if (!arm.attestation.ok) return missing(whyUnattested(arm.attestation.evidence));
	const logs = [];
	for (const round of run.rounds) {
		if (run.plan.order[round.index]?.includes(cell.armIndex) === false) continue;
		const found = measurementsOfCell(round, cell);
		const problem = problemOf(found, run.plan.suite);
		if (problem !== void 0) return missing(`${problem} in round ${round.index + 1}`);
		logs.push(Math.log(found[0]?.value ?? NaN));
	}
	return logs.length === 0 ? missing("it was planned for none of the measured rounds") : valuesOf(logs);
}
/**
* The cells of a run's head arms that have at least one measurement, in the order in which they
* appear.
*/
function headCells({ arms, rounds }) {
	const cells = /* @__PURE__ */ new Map();
	for (const { measurements } of rounds) for (const { arm: index, workload, metric } of measurements) {
		const arm = arms[index];
		if (arm?.side === "head") cells.set(cellText({
			arm: arm.name,
			workload,
			metric
		}), {
			arm: arm.name,
			workload,
			metric
		});
	}
	return [...cells.values()];
}
/**
* Mean of the logarithms of a cell over the rounds of a run; undefined where the cell has no valid
* sample.
*/
function logCentreOf(run, { arm, workload, metric }) {
	const sample = sampleOf(run, {
		armIndex: run.arms.findIndex(({ name, side }) => name === arm && side === "head"),
		workload,
		metric
	});
	return sample.kind === "values" ? sample.logCentre : void 0;
}
/** The values whose logarithms are `logs`, of which there is at least one. */
function valuesOf(logs) {
	const n = logs.length;
	const logCentre = meanOf(logs);
	let squares = 0;
	for (const log of logs) squares += (log - logCentre) ** 2;
	const allEqual = logs.every((log) => log === logs[0]);
	const logDeviation = n < 2 || allEqual ? 0 : Math.sqrt(squares / (n - 1));
	return {
		kind: "values",
		logs,
		centre: Math.exp(logCentre),
		logCentre,
		logDeviation,
		n
	};
}
/** The arithmetic mean; NaN of nothing. */
function meanOf(values) {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
function problemOf(found, suite) {
	const [measurement] = found;
	if (measurement === void 0) return "no value";
	if (found.length > 1) return `${found.length} values instead of one`;
	if (!Number.isFinite(measurement.value)) return `the value is ${measurement.value}`;
	if (measurement.value <= 0) return "the value is zero";
	const least = leastSeconds(suite, measurement);
	if (measurement.seconds < least) return `it ended after ${measurement.seconds.toFixed(1)} s, before the ${least.toFixed(1)} s that it takes at least`;
}
function whyUnattested(evidence) {
	const [broken] = contradictionsIn(evidence);
	return broken === void 0 ? "its disk mode was not shown to be in force" : `its disk mode was not in force: ${broken}`;
}
function missing(reason) {
	return {
		kind: "missing",
		reason
	};
}
/** Rounds are looked through once, however many cells are asked for: a document never changes. */
const known = /* @__PURE__ */ new WeakMap();
/** What was measured of one cell in one round: one value, unless the document is wrong. */
function measurementsOfCell({ measurements }, cell) {
	const places = known.get(measurements) ?? placesOf(measurements);
	known.set(measurements, places);
	const found = places.get(cell.workload)?.[placeOf(cell.armIndex, cell.metric)];
	if (found === void 0) return [];
	return "value" in found ? [found] : found;
}
function placesOf(measurements) {
	const places = /* @__PURE__ */ new Map();
	for (const measurement of measurements) {
		let row = places.get(measurement.workload);
		if (row === void 0) places.set(measurement.workload, row = []);
		const place = placeOf(measurement.arm, measurement.metric);
		const found = row[place];
		if (found === void 0) row[place] = measurement;
		else if ("value" in found) row[place] = [found, measurement];
		else found.push(measurement);
	}
	return places;
}
const metricPlaces = new Map(metricNames.map((name, place) => [name, place]));
function placeOf(arm, metric) {
	return arm * metricNames.length + (metricPlaces.get(metric) ?? 0);
}

// package.json
var version = "0.1.0";
var repository = {
	"type": "git",
	"url": "git+https://github.com/OWNER/qemu-storage-gate.git"
};

// src/version.ts
/** Version of this program, as package.json says; it stands in every run document. */
const toolVersion = version;
/** Where the sources are: package.json is the one place that names the account. */
const repositoryUrl = repository.url.replaceAll(/^git\+|\.git$/g, "");
/** Where bugs are reported. */
const issuesUrl = `${repositoryUrl}/issues`;

// src/errors.ts
/** Exit status of each kind of error; a regression is a verdict (1) and never one of these. */
const exitStatuses = {
	"bad-argument": 2,
	"bad-config": 2,
	"bad-document": 2,
	"bad-directory": 2,
	"missing-packages": 69,
	"no-accelerator": 69,
	"no-space": 69,
	"lock-held": 69,
	"guest-build": 69,
	"qemu-failed": 69,
	"guest-hung": 69,
	"guest-panic": 69,
	"agent-failed": 69,
	"tool-failed": 69,
	"host-changed": 69,
	"github-refused": 69,
	"store-unusable": 75,
	interrupted: 130,
	terminated: 143,
	bug: 70
};
/** The only error class of the project: a code that decides the exit status, and facts. */
var GateError = class extends Error {
	code;
	facts;
	constructor(code, facts, options) {
		super(facts.problem, options);
		this.name = "GateError";
		this.code = code;
		this.facts = facts;
	}
};
/** What a thrown thing says. */
function messageOf(thrown) {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
/** Whether a thrown thing is an error of the system with this name, such as `ENOENT`. */
function hasCode(thrown, code) {
	return thrown instanceof Error && "code" in thrown && thrown.code === code;
}
/** Exit status of the process that ends with `error`; whatever is not a GateError is a bug (70). */
function exitStatusOf(error) {
	const root = rootOf(error);
	return exitStatuses[root instanceof GateError ? root.code : "bug"];
}
/**
* What went wrong first, where giving resources back failed too (`await using` throws both as a
* SuppressedError).
*/
function rootOf(error) {
	return error instanceof SuppressedError ? rootOf(error.suppressed) : error;
}
/**
* The message for people: what happened, why, what to do, a pasteable command, the last lines of
* stderr and console.
*/
function describeError(thrown) {
	const error = rootOf(thrown);
	if (!(error instanceof GateError)) return describeBug(error);
	const { problem, faults, why, argv, exitCode, signal, stderrTail, consoleTail } = error.facts;
	const remedy = remedyOf(error);
	const ending = signal === void 0 ? exitCode === void 0 ? void 0 : `exit status ${exitCode}` : `killed by ${signal}`;
	return [
		sentence(faults === void 0 ? problem : `${problem}:`),
		faults?.map((line) => `  ${line}`).join("\n"),
		why && `  why: ${sentence(why)}`,
		remedy && `  what to do: ${sentence(remedy)}`,
		argv && `  command: ${argv.map(quoteForShell).join(" ")}`,
		ending && `  ended with: ${ending}`,
		stderrTail && `  stderr:\n${indent(stderrTail)}`,
		consoleTail && `  last lines of the serial console:\n${indent(consoleTail)}`
	].filter(Boolean).join("\n");
}
/**
* What the reader of an error can do: what it says itself, else what helps against its kind;
* undefined where it lists faults.
*/
function remedyOf({ code, facts }) {
	return facts.remedy ?? (facts.faults === void 0 ? usualRemedies[code] : void 0);
}
/** What to do with a bug: the remedy that names where it is reported. */
const reportIt = `report it at ${issuesUrl} with these lines`;
/** What helps against trouble of a kind, where nobody knows more of the one at hand. */
const usualRemedies = {
	"qemu-failed": "run it again; where it ends the same way, `storage-gate doctor` tells what this host lacks, and --qemu takes another QEMU",
	"guest-hung": "run it again when the host is less busy; `storage-gate doctor` boots the same guest and tells what it finds",
	"guest-panic": "see the last lines of its console; another guest kernel is taken by --kernel, or by `storage-gate setup --upgrade-guest`",
	"agent-failed": `run it again; where it ends the same way, ${reportIt}`,
	"tool-failed": "`storage-gate doctor` tells what this host lacks; where a command is named, it says more when it is run by hand",
	"host-changed": "run it again, and leave the host as it is meanwhile",
	bug: reportIt,
	"github-refused": "see the permissions of the job in docs/github.md, then run the job again"
};
/** `word` as a POSIX shell reads it back unchanged. */
function quoteForShell(word) {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
function describeBug(error) {
	const trace = error instanceof Error ? error.stack ?? error.message : String(error);
	return `This is a bug in qemu-storage-gate, please ${reportIt}:\n${indent(trace)}`;
}
function sentence(text) {
	return /[.!?:]$/.test(text) ? text : `${text}.`;
}
function indent(text) {
	return text.trimEnd().split("\n").map((line) => `    ${line}`).join("\n");
}

// src/statistics/normal.ts
const central = {
	numerator: [
		3.3871328727963665,
		133.14166789178438,
		1971.5909503065513,
		13731.69376550946,
		45921.95393154987,
		67265.7709270087,
		33430.57558358813,
		2509.0809287301227
	],
	denominator: [
		1,
		42.31333070160091,
		687.1870074920579,
		5394.196021424751,
		21213.794301586597,
		39307.89580009271,
		28729.085735721943,
		5226.495278852854
	]
};
const tail = {
	numerator: [
		1.4234371107496835,
		4.630337846156546,
		5.769497221460691,
		3.6478483247632045,
		1.2704582524523684,
		.2417807251774506,
		.022723844989269184,
		.0007745450142783414
	],
	denominator: [
		1,
		2.053191626637759,
		1.6763848301838038,
		.6897673349851,
		.14810397642748008,
		.015198666563616457,
		.0005475938084995345,
		1.0507500716444169e-9
	]
};
const farTail = {
	numerator: [
		6.657904643501103,
		5.463784911164114,
		1.7848265399172913,
		.29656057182850487,
		.026532189526576124,
		.0012426609473880784,
		27115555687434876e-21,
		2.0103343992922881e-7
	],
	denominator: [
		1,
		.599832206555888,
		.1369298809227358,
		.014875361290850615,
		.0007868691311456133,
		18463183175100548e-21,
		1.421511758316446e-7,
		20442631033899397e-31
	]
};
/**
* The value below which a standard normal variable falls with probability `p`, to 16 digits;
* -Infinity at 0, NaN outside [0, 1]. Source: M. J. Wichura, algorithm AS 241, Applied Statistics
* 37, 1988.
*/
function normalQuantile(p) {
	if (!(p >= 0 && p <= 1)) return NaN;
	const fromMiddle = p - .5;
	if (Math.abs(fromMiddle) <= .425) return fromMiddle * quotient(central, .180625 - fromMiddle * fromMiddle);
	const outside = Math.min(p, 1 - p);
	if (outside === 0) return fromMiddle * Infinity;
	const distance = Math.sqrt(-Math.log(outside));
	const size = distance <= 5 ? quotient(tail, distance - 1.6) : quotient(farTail, distance - 5);
	return fromMiddle < 0 ? -size : size;
}
/**
* The probability that a standard normal variable exceeds `z`, to about 1e-13 relative, far into
* the tail. Sources: the series of G. Marsaglia, "Evaluating the normal distribution", 2004; in the
* tail the continued fraction DLMF 7.9.3.
*/
function normalTail(z) {
	if (z < 0) return 1 - normalTail(-z);
	if (z > 2.5) return z > 39 ? 0 : normalDensity(z) / (z + mills(z));
	let term = z;
	let sum = z;
	for (let i = 3; term > 1e-17 * sum; i += 2) {
		term *= z * z / i;
		sum += term;
	}
	return .5 - sum * normalDensity(z);
}
/** The density of the standard normal distribution. */
function normalDensity(z) {
	return Math.exp(-.5 * z * z) / Math.sqrt(2 * Math.PI);
}
/** 1/(z + 2/(z + 3/(z + …))), from behind: 100 terms are enough from z = 2.5 on. */
function mills(z) {
	let fraction = 0;
	for (let i = 100; i > 0; i -= 1) fraction = i / (z + fraction);
	return fraction;
}
function quotient({ numerator, denominator }, x) {
	return polynomial(numerator, x) / polynomial(denominator, x);
}
function polynomial(ascending, x) {
	return ascending.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

// src/statistics/student-t.ts
/**
* Degrees of freedom above which Student's t is the normal distribution to more digits than a
* double has.
*/
const normalFrom = 0x16345785d8a0000;
/**
* The value below which Student's t with `df` > 0 degrees of freedom (fractions allowed, Infinity
* is the normal) falls with probability `p`; to about 1e-13 relative, far into the tails. NaN
* outside p in [0, 1] or without degrees of freedom.
*/
function studentTQuantile(p, df) {
	if (!(p >= 0 && p <= 1 && df > 0)) return NaN;
	if (p === .5) return 0;
	if (df > normalFrom) return normalQuantile(p);
	return p < .5 ? -upperQuantile(p, df) : upperQuantile(1 - p, df);
}
/**
* The t > 0 that is exceeded with probability `tail` < 0.5: Newton's steps in log t, kept inside a
* closing bracket.
*/
function upperQuantile(tail, df) {
	if (tail === 0) return Infinity;
	let low = 0;
	let high = Infinity;
	let t = Math.max(-normalQuantile(tail), Number.MIN_VALUE);
	for (let step = 0; step < 500; step += 1) {
		const next = newtonStep(t, {
			tail,
			df
		});
		if (next.tooLow) low = t;
		else high = t;
		const proposal = next.t > low && next.t < high ? next.t : between(low, high);
		if (Math.abs(proposal - t) <= 1e-15 * t) return proposal;
		t = proposal;
	}
	return t;
}
/**
* Near the middle P(0 < T < t) is matched, in the tail the logarithm of P(T > t): both lose no
* digits there.
*/
function newtonStep(t, { tail, df }) {
	const found = halves(t, df);
	const slope = t * density(t, df);
	const error = tail > .25 ? (.5 - tail - found.centre) / slope : Math.log(found.tail / tail) * found.tail / slope;
	return {
		tooLow: error > 0,
		t: t * Math.exp(error)
	};
}
function between(low, high) {
	if (high === Infinity) return 2 * low;
	return low === 0 ? high / 2 : Math.sqrt(low) * Math.sqrt(high);
}
/**
* P(T > t) and P(0 < T < t) for t >= 0, each from the side on which its continued fraction
* converges fast.
*/
function halves(t, df) {
	const square = t * t;
	const x = df / (df + square);
	const a = df / 2;
	const front = Math.exp(-a * Math.log1p(square / df)) * Math.sqrt(square / (df + square)) * gammaRatio(a) / rootPi;
	if (x < (a + 1) / (a + 2.5)) {
		const tail = front * continuedFraction({
			a,
			b: .5,
			x
		}) / (2 * a);
		return {
			tail,
			centre: .5 - tail
		};
	}
	const centre = front * continuedFraction({
		a: .5,
		b: a,
		x: square / (df + square)
	});
	return {
		tail: .5 - centre,
		centre
	};
}
const rootPi = Math.sqrt(Math.PI);
function density(t, df) {
	return gammaRatio(df / 2) / (rootPi * Math.sqrt(df)) * Math.exp(-(df + 1) / 2 * Math.log1p(t * t / df));
}
/**
* Gamma(a + 1/2) / Gamma(a): the asymptotic series from a = 40 on, below it by recursion; no
* cancelling logarithms.
*/
function gammaRatio(a) {
	let factor = 1;
	let at = a;
	for (; at < 40; at += 1) factor *= at / (at + .5);
	const u = 1 / at;
	const series = 1 + u * (-1 / 8 + u * (1 / 128 + u * (5 / 1024 + u * (-21 / 32768 + u * (-399 / 262144 + u * 869 / 4194304)))));
	return factor * Math.sqrt(at) * series;
}
/**
* The continued fraction of the incomplete beta function. Source: DLMF 8.17.22, evaluated by
* Lentz's method.
*/
function continuedFraction({ a, b, x }) {
	let c = 1;
	let d = 1 / (1 - (a + b) * x / (a + 1));
	let value = d;
	for (let m = 1; m < 1e4; m += 1) {
		const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / (1 + even * d);
		c = 1 + even / c;
		value *= d * c;
		const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / (1 + odd * d);
		c = 1 + odd / c;
		value *= d * c;
		if (Math.abs(d * c - 1) < 1e-16) break;
	}
	return value;
}

// src/core/commit.ts
/**
* The commit that a run measured: that of its first head arm that has one; null where it was
* measured outside of a repository.
*/
function commitOf({ arms }) {
	return arms.find(({ side, commit }) => side === "head" && commit !== null)?.commit ?? null;
}

// src/report/escape.ts
/**
* Foreign text as plain characters for a terminal: one line, no control characters (an escape
* sequence could rewrite the screen) and none that turn the direction of text or have no width.
*/
function plainText(text) {
	return text.replaceAll(/[\t\n\v\f\r\u{85}\u{2028}\u{2029}]+/gu, " ").replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, "�").trim();
}
/**
* Foreign text for GitHub's Markdown and HTML, in a sentence, a list or a table cell: it shows as
* it is, on one line, and does nothing. Punctuation that means something becomes a character
* reference, which CommonMark never reads as markup. GitHub looks for mentions, issues and
* addresses in the text that results, so a space of no width breaks those up.
*/
function escapeMarkdown(text) {
	return plainText(text).replaceAll(/[@#]/g, (mark) => `${mark}${noWidth}`).replaceAll(/\b(gh)-(?=\d)/gi, `$1${noWidth}-`).replaceAll(/\b(www)\./gi, `$1${noWidth}.`).replaceAll("://", `:${noWidth}//`).replaceAll(/[&<>|`*~[\]\\!#@$+=^{}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?! |$)|^[-.)]|(?<=^\d+)[.)]|\u{200b}/gu, (mark) => `&#${mark.codePointAt(0)};`);
}
const noWidth = "​";

// src/report/units.ts
/** Bytes per second as `489.1 MiB/s`. */
function formatThroughput(bytesPerSecond) {
	return formatValue("throughput", bytesPerSecond);
}
/** A value of a metric in the unit that people expect: MiB/s, IOPS, ms. */
function formatValue(metric, value) {
	return `${formatBare(metric, value)} ${shownUnit(metric)}`;
}
/** The same without its unit, for columns whose head names it. */
function formatBare(metric, value) {
	return formatFigure(value * shownUnits[metricOf(metric).unit].factor);
}
/** The unit in which a metric is shown: MiB/s, IOPS, ms, s/GiB, µs/IO. */
function shownUnit(metric) {
	return shownUnits[metricOf(metric).unit].unit;
}
const shownUnits = {
	"B/s": {
		unit: "MiB/s",
		factor: 2 ** -20
	},
	"op/s": {
		unit: "IOPS",
		factor: 1
	},
	s: {
		unit: "ms",
		factor: 1e3
	},
	"s/B": {
		unit: "s/GiB",
		factor: 2 ** 30
	},
	"s/op": {
		unit: "µs/IO",
		factor: 1e6
	}
};
/** How a change of a cell is to be read, whatever the metric's direction. */
const changeLegend = "change: + is better, - is worse, also of a latency, which is worse where it rose";

// src/store/documents.ts
/** Largest document that is read or written, in bytes: a run of 1000 rounds is a tenth of it. */
const largestDocument = 67108864;
/**
* Most bytes of documents that are read at once, in a directory as from a ref: anybody may have put
* them there.
*/
const mostBytes = 67108864;
/** Why a document was not read. */
const tooMuchAtOnce = `the documents before it already have ${mostBytes} bytes`;
/**
* A run as it is to be stored. What is appended must be readable again, by its names too: the
* fingerprint becomes a path. `bad-document` where it would not be.
*/
function runDocument(run) {
	const content = encodeRun(run);
	requireReadable("run", content, decodeRun);
	return {
		folder: `runs/${run.fingerprint}`,
		name: documentName(run, content),
		content
	};
}
/** The name of a run's document, without `.json`. */
function documentName(run, content) {
	const commit = commitOf(run);
	return nameOf$2(run.startedAt, commit === null ? [] : [commit.slice(0, 12)], content);
}
/** The same of an acknowledgement, whose name has no commit. */
function acknowledgementDocument(acknowledgement) {
	const content = encodeAcknowledgement(acknowledgement);
	requireReadable("acknowledgement", content, decodeAcknowledgement);
	return {
		folder: `acknowledgements/${acknowledgement.fingerprint}`,
		name: nameOf$2(acknowledgement.acknowledgedAt, [], content),
		content
	};
}
function nameOf$2(time, commit, content) {
	return [
		time.replaceAll(/[-:]/g, ""),
		...commit,
		digestOf(content)
	].join("-");
}
function requireReadable(what, content, decode) {
	const decoded = decode(JSON.parse(content));
	if (!decoded.ok) throw new GateError("bad-document", {
		problem: `the ${what} to be recorded is not a valid document: ${decoded.rejections.slice(0, 1).map(describeRejection).join()}`,
		remedy: `${reportIt}, and with the document that was to be recorded`
	});
	const bytes = Buffer.byteLength(content);
	if (bytes <= 67108864) return;
	throw new GateError("bad-document", {
		problem: `the ${what} to be recorded has ${bytes} bytes, at most ${largestDocument} can be stored`,
		remedy: "measure fewer rounds"
	});
}
/**
* What a file's name says, `.json` and the number of a second one included; undefined where it is
* no document's.
*/
function parseDocumentName(name) {
	const { date, hour, minute, second, commit, digest = "" } = namePattern.exec(name)?.groups ?? {};
	const day = date?.replace(/^(\d{4})(\d\d)/, "$1-$2-");
	const start = Date.parse(`${day}T${hour}:${minute}:${second}Z`);
	return Number.isNaN(start) ? void 0 : {
		start,
		commit,
		digest
	};
}
const namePattern = /^(?<date>\d{8})T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d(?:\.\d{1,9})?)Z(?:-(?<commit>[0-9a-f]{12}))?-(?<digest>[0-9a-f]{12})(?:\.\d+)?\.json$/;
/** Digits of commits and of digests in names. */
const digits = 12;
/** The digest that stands in the name of a run's document, or would. */
function documentDigest(run, name) {
	return name?.digest ?? digestOf(encodeRun(run));
}
function digestOf(content) {
	return sha256Hex(content).slice(0, 12);
}
/**
* Reads one document of the store. Nothing in it is trusted, and whatever is wrong with it is a
* reason, not an error.
*/
async function readStoredFile(path, kind = "run") {
	const text = await readText(path);
	return typeof text === "string" ? decodeStored(text, {
		name: basename(path),
		kind
	}) : text;
}
async function readText(path) {
	try {
		await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
		const facts = await file.stat();
		if (!facts.isFile()) return { reason: "it is not a regular file" };
		if (facts.size > 67108864) return { reason: tooLarge(facts.size, largestDocument) };
		return await file.readFile("utf8");
	} catch (error) {
		return { reason: `it can not be read: ${messageOf(error)}` };
	}
}
/** Why a document of so many bytes is not read. */
function tooLarge(bytes, most) {
	return `it has ${bytes} bytes, more than the ${most} of the largest document`;
}
/** The document in a text that is read already; `name` is its file's. */
function decodeStored(text, { name, kind }) {
	if (text.trim() === "") return { reason: "it is empty" };
	let document;
	try {
		document = JSON.parse(text);
	} catch (error) {
		return { reason: `it is not JSON: ${messageOf(error).slice(0, 200)}` };
	}
	if (typeof document !== "object" || document === null || Array.isArray(document)) return { reason: "it is not a run document: it is JSON, but not an object" };
	if ("schema" in document && typeof document.schema === "number" && document.schema > 1) return { reason: `it has schema ${document.schema}, which a newer version wrote; this one reads schema 1` };
	const digest = parseDocumentName(name)?.digest;
	if (digest !== void 0 && digest !== digestOf(text)) return { reason: "its content does not match the digest in its name, so it was changed after it was stored" };
	if (kind === "run") {
		const run = decodeRun(document);
		return run.ok ? { run: run.value } : { reason: `it is not a run document: ${firstOf(run.rejections)}` };
	}
	const acknowledgement = decodeAcknowledgement(document);
	return acknowledgement.ok ? { acknowledgement: acknowledgement.value } : { reason: `it is not an acknowledgement: ${firstOf(acknowledgement.rejections)}` };
}
function firstOf(rejections) {
	return `${rejections.slice(0, 1).map((one) => describeRejection(one).slice(0, 500)).join()}${rejections.length > 1 ? ` (and ${rejections.length - 1} more)` : ""}`;
}

// src/config/lookup.ts
/** Settings that flags, inputs and config share, by the name that they have everywhere. */
const settingNames = [
	"suite",
	"profile",
	"workloads",
	"rounds",
	"budget",
	"write-budget",
	"directory",
	"accel",
	"qemu",
	"kernel",
	"initrd",
	"base-qemu",
	"base-kernel",
	"base-initrd",
	"baseline",
	"tolerance",
	"false-alarm",
	"fail-on",
	"reference",
	"random-seed",
	"lock-wait",
	"allow-tmpfs",
	"contamination"
];
/** Those that stand under `policy` in the config file. */
const policySettings = [
	"tolerance",
	"false-alarm",
	"fail-on",
	"reference"
];
/**
* Flags or inputs first, then the config file; empty texts count as not given, as GitHub passes
* unset inputs.
*/
function lookupIn(raw, { origin, config }) {
	return (name) => {
		const text = raw[name];
		if (text !== void 0 && text !== "") return {
			text,
			where: nameOf$1(origin, name)
		};
		if (config === void 0) return void 0;
		const { policy, ...top } = config.content;
		const inPolicy = policySettings.includes(name);
		const value = (inPolicy ? policy ?? {} : top)[name];
		if (typeof value !== "string" && !Array.isArray(value)) return void 0;
		return {
			text: typeof value === "string" ? value : value.join(","),
			where: config.where(inPolicy ? ["policy", name] : [name])
		};
	};
}
/**
* A setting as its reader wrote it: `--rounds` on the command line, `input rounds` in an action.
*/
function nameOf$1(origin, name) {
	return origin === "cli" ? `--${name}` : `input ${name.endsWith("disk") ? `${name}s` : name}`;
}
/**
* What the guests are made of. A part that was given for the head alone is the base side's too: a
* change of one part leaves the others as they were.
*/
function resolveParts(lookup) {
	const head = {
		qemu: lookup("qemu")?.text,
		kernel: lookup("kernel")?.text,
		initrd: lookup("initrd")?.text
	};
	const [qemu, kernel, initrd] = [
		lookup("base-qemu"),
		lookup("base-kernel"),
		lookup("base-initrd")
	];
	const first = qemu ?? kernel ?? initrd;
	if (first === void 0) return {
		head,
		base: void 0,
		whereBase: void 0
	};
	return {
		head,
		base: {
			qemu: qemu?.text ?? head.qemu,
			kernel: kernel?.text ?? head.kernel,
			initrd: initrd?.text ?? head.initrd
		},
		whereBase: first.where
	};
}

// src/core/near-word.ts
/** Words that are longer are nobody's slip of a finger, and comparing them would take its time. */
const longestWord = 64;
/**
* The one of `words` that `text` was most likely meant to be: at most a third of its letters are
* wrong, missing, too many or have changed places with their neighbour, whatever their case;
* undefined where none is that near.
*/
function nearWord(text, words) {
	const typed = text.trim().toLowerCase();
	if (typed.length > longestWord) return void 0;
	return words.map((word) => ({
		word,
		edits: editsBetween(typed, word.toLowerCase())
	})).filter(({ word, edits }) => 3 * edits <= Math.max(typed.length, word.length)).toSorted((a, b) => a.edits - b.edits)[0]?.word;
}
/** Remedy for a word that is not known: the nearest one, then all that are. */
function suggestWord(text, words) {
	const near = nearWord(text, words);
	const all = words.join(", ");
	return near === void 0 ? `use one of: ${all}` : `did you mean ${near}? Use one of: ${all}`;
}
/**
* Letters to be changed, added, taken out or swapped with their neighbour until one word is the
* other ("optimal string alignment", the restricted Damerau-Levenshtein distance).
*/
function editsBetween(from, to) {
	const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
	const at = (row, column) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
	for (let row = 1; row <= from.length; row += 1) {
		const current = [row];
		rows.push(current);
		for (let column = 1; column <= to.length; column += 1) {
			const isSame = from[row - 1] === to[column - 1];
			const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
			current.push(Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (isSame ? 0 : 1), isSwapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY));
		}
	}
	return at(from.length, to.length);
}

// src/config/quantity.ts
const sizeUnits = {
	B: 1,
	KiB: 1024,
	MiB: 2 ** 20,
	GiB: 2 ** 30,
	TiB: 2 ** 40
};
const durationUnits = {
	s: 1,
	m: 60,
	h: 3600
};
/**
* Bytes from `512MiB`, `2GiB`; a unit is required, so that 2G is never taken for something else.
*/
function parseSize(path, text) {
	const match = /^(\d+(?:\.\d+)?)\s?(B|KiB|MiB|GiB|TiB)$/.exec(text.trim());
	const bytes = match === null ? NaN : Number(match[1]) * sizeUnits[match[2]];
	if (Number.isInteger(bytes) && bytes > 0) return accept(bytes);
	return reject(path, `"${text}" is not a size`, "write a number and B, KiB, MiB, GiB or TiB, such as 512MiB");
}
/**
* Bytes of a block, in QEMU's own words (`4096`, `64k`, `2M`) or with a unit as in sizes (`64KiB`).
*/
function parseBlockSize(path, text) {
	const match = /^(\d+)([kKM]?)$/.exec(text.trim());
	if (match !== null && Number(match[1]) > 0) {
		const unit = match[2] === "" ? 1 : match[2] === "M" ? sizeUnits.MiB : sizeUnits.KiB;
		return accept(Number(match[1]) * unit);
	}
	const size = parseSize(path, text);
	return size.ok ? size : reject(path, `"${text}" is not a block size`, "write bytes, such as 4096, or 64KiB");
}
/** Seconds from `90s`, `15m`, `1h`. */
function parseDuration(path, text) {
	const match = /^(\d+(?:\.\d+)?)\s?(s|m|h)$/.exec(text.trim());
	if (match !== null) return accept(Number(match[1]) * durationUnits[match[2]]);
	return reject(path, `"${text}" is not a duration`, "write a number and s, m or h, such as 15m");
}
/**
* A fraction from `5%` or `0.5 %`, at least 0 and below 100 %. The sign is required: 5 could mean 5
* % or 500 %.
*/
function parsePercentage(path, text) {
	const match = /^(\d+(?:\.\d+)?)\s?%$/.exec(text.trim());
	const fraction = match === null ? NaN : Number(match[1]) / 100;
	if (fraction >= 0 && fraction < 1) return accept(fraction);
	return reject(path, `"${text}" is not a percentage`, "write a number from 0 to below 100 with its sign, such as 5%");
}
/** A whole number within `least` and `most`. */
function parseCount(path, text, { least, most }) {
	const count = /^-?\d+$/.test(text.trim()) ? Number(text) : NaN;
	if (Number.isInteger(count) && count >= least && count <= most) return accept(count);
	return reject(path, `"${text}" is not a whole number from ${least} to ${most}`, "write a number in that range, in digits");
}
/** One of a fixed set of words; the rejection lists them all, the nearest one first. */
function parseWord(path, text, words) {
	const word = words.find((candidate) => candidate === text.trim());
	if (word !== void 0) return accept(word);
	return reject(path, `"${text}" is not known here`, suggestWord(text, words));
}
const limitNames = [
	"cpu",
	"steal",
	"io"
];
/**
* From where on others' load spoils a round, from `off` or `cpu=25%,steal=2%,io=5%`; what is left
* out keeps its default. `cpu` is in processors, so that 150% is one and a half of them; the others
* are shares.
*/
function parseContamination(where, text) {
	if (text.trim() === "off") return accept({});
	const thresholds = { ...defaultThresholds };
	const rejections = [];
	for (const field of text.split(",")) {
		const match = /^\s*(\w+)=(\d+(?:\.\d+)?)\s?%\s*$/.exec(field);
		const name = match?.[1];
		if (isLimitName(name)) thresholds[name] = Number(match?.[2]) / 100;
		else rejections.push({
			path: where,
			problem: `"${field.trim()}" is no limit of contamination`,
			remedy: "write off, or limits such as cpu=25%,steal=2%,io=5%"
		});
	}
	return rejections.length > 0 ? {
		ok: false,
		rejections
	} : accept(thresholds);
}
function isLimitName(name) {
	return limitNames.some((known) => known === name);
}

// src/core/host-job.ts
/** All of them. */
const hostJobs = [
	{
		direct: false,
		dsync: false
	},
	{
		direct: true,
		dsync: false
	},
	{
		direct: false,
		dsync: true
	},
	{
		direct: true,
		dsync: true
	}
];
/**
* The host job that a disk is fairly compared with: what QEMU does to its image when the guest
* writes. Comparing a direct disk with the host's page cache is what made the seed post's "10x
* slower". sysbench has no O_DSYNC that would fit, so that the seed suite only tells direct from
* buffered.
*/
function matchedJob({ cache }, suite) {
	const { direct, writeCache } = cacheFlags(cache);
	return {
		direct,
		dsync: suite.name === "gate" && !writeCache
	};
}
/** The job of a host arm; undefined for arms with a virtual disk. */
function jobOf$1(target) {
	return target.kind === "host" ? {
		direct: target.direct,
		dsync: target.dsync ?? false
	} : void 0;
}
/**
* A job's name, which is also the key of its arms: `host`, `host-direct`, `host-dsync`,
* `host-direct-dsync`.
*/
function hostJobName({ direct, dsync }) {
	return [
		"host",
		...direct ? ["direct"] : [],
		...dsync ? ["dsync"] : []
	].join("-");
}
/** The target of an arm for that job. */
function hostTarget({ direct, dsync }) {
	return dsync ? {
		kind: "host",
		direct,
		dsync
	} : {
		kind: "host",
		direct
	};
}

// src/core/control-arm.ts
/**
* The only workload of a control that the plan adds: one request at a time shows the host, and
* costs the least.
*/
const controlWorkload = "randread-4k-qd1";
/** Name of the control on the host's reference file; no other control may be called so. */
const driveControlName = hostJobName({
	direct: true,
	dsync: false
});
/**
* The controls of a run: `null`, a disk with no storage under it, which shows processor and virtio
* and can't see the drive; and `host-direct`, the reference file in the measured directory read
* without QEMU, which shows the drive. A null disk that was asked for under that name is measured
* with all workloads and is the control. None in the seed suite or without the workload that shows
* it, and none where no disk of the head is measured: nothing is judged there, and the rows are the
* host itself.
*/
function controlArms({ suite, arms }) {
	if (!hasControlWorkload(suite) || !arms.some(({ side, target }) => side === "head" && target.kind === "disk")) return [];
	const asked = new Set(arms.filter(({ side }) => side === "control").map(({ name }) => name));
	const common = {
		side: "control",
		workloads: [controlWorkload]
	};
	return [{
		name: "null",
		target: {
			kind: "null",
			size: defaultDiskSize(suite)
		},
		...common
	}, {
		name: driveControlName,
		target: hostTarget({
			direct: true,
			dsync: false
		}),
		...common
	}].filter(({ name }) => !asked.has(name));
}
function hasControlWorkload({ name, workloads }) {
	return name === "gate" && workloads.some((workload) => workload.name === "randread-4k-qd1");
}
/**
* Whether the plan added an arm as a control: shown as such, and neither a cell that is judged nor
* a row of a table.
*/
function isPlannedControl({ arms }, index) {
	return arms[index]?.side === "control" && arms[index].workloads !== void 0;
}

// src/core/verdict.ts
/** What can be said of a cell, and of a run: worst first, which is their precedence. */
const verdicts = [
	"regressed",
	"missing",
	"inconclusive",
	"incomparable",
	"no-baseline",
	"improved",
	"unchanged"
];
/** The worst of some verdicts; `unchanged` where there are none. */
function worstVerdict(candidates) {
	return verdicts.find((verdict) => candidates.includes(verdict)) ?? "unchanged";
}

// src/core/host-match.ts
/** The arms of a run with their indexes, since base and head share names. */
function indexedArms(run) {
	return run.arms.map((arm, index) => ({
		arm,
		index
	}));
}
/**
* The host arm whose job is that of the arm's disk mode (`matchedJob`), in the directory in which
* the disks are. Undefined for host and null arms, and where the run has none: one with a directory
* of its own may be on another drive.
*/
function matchedHost(run, arm) {
	const { target } = arm.subject;
	if (target.kind !== "disk") return void 0;
	const wanted = hostJobName(matchedJob(target.mode, run.plan.suite));
	const fitting = indexedArms(run).filter(({ arm: { side, subject }, index }) => {
		const job = jobOf$1(subject.target);
		const beside = run.plan.arms[index]?.ownDirectory !== true;
		return side === "host" && beside && job !== void 0 && hostJobName(job) === wanted;
	});
	return fitting.find(({ arm: { name } }) => name === wanted) ?? (run.plan.suite.name === "seed" ? fitting[0] : void 0);
}

// src/judge/ratio.ts
/**
* The ratio of two arms of one run. Both were measured in every round, so the difference of their
* logs is taken round by round and what the round did to both cancels; Student's t over the rounds.
*/
function ratioOf(run, request) {
	const unpaired = unpairedRatio(run, request);
	if (unpaired !== void 0) return unpaired;
	const differences = logDifferences(run, request);
	return differences.kind === "missing" ? differences : intervalOf(differences);
}
/**
* Where one of the arms was measured in fewer rounds (a matched host job: the first only), the
* ratio of what the report shows for both. It has no interval: the spread of the fewer ones is not
* known.
*/
function unpairedRatio(run, { over, under, workload }) {
	const above = sampleOf(run, {
		armIndex: over,
		workload,
		metric: "throughput"
	});
	const below = sampleOf(run, {
		armIndex: under,
		workload,
		metric: "throughput"
	});
	if (above.kind === "missing" || below.kind === "missing" || above.n === below.n) return void 0;
	return {
		kind: "ratio",
		ratio: above.centre / below.centre,
		n: Math.min(above.n, below.n)
	};
}
/** The paired log ratios themselves, as a sample. */
function logDifferences(run, { over, under, workload }) {
	const above = sampleOf(run, {
		armIndex: over,
		workload,
		metric: "throughput"
	});
	const below = sampleOf(run, {
		armIndex: under,
		workload,
		metric: "throughput"
	});
	if (above.kind === "missing") return named(run, over, above);
	if (below.kind === "missing") return named(run, under, below);
	return valuesOf(above.logs.map((log, round) => log - (below.logs[round] ?? NaN)));
}
/** The 95 % t interval of a sample of log ratios. */
function intervalOf({ logCentre, logDeviation, centre, n }) {
	if (n < 2) return {
		kind: "ratio",
		ratio: centre,
		n
	};
	const half = studentTQuantile(.975, n - 1) * logDeviation / Math.sqrt(n);
	return {
		kind: "ratio",
		ratio: centre,
		interval: {
			low: Math.exp(logCentre - half),
			high: Math.exp(Math.min(700, logCentre + half))
		},
		n
	};
}
function named(run, armIndex, { reason }) {
	return {
		kind: "missing",
		reason: `${run.arms[armIndex]?.name ?? `arm ${armIndex}`}: ${reason}`
	};
}

// src/report/throughput-table.ts
/** Computes the table of a run; controls that the plan added have one of their own. */
function throughputTable(run) {
	const arms = indexedArms(run).filter(({ index }) => !isPlannedControl(run.plan, index));
	const ordered = [...arms.filter(({ arm }) => arm.side === "host"), ...arms.filter(({ arm }) => arm.side !== "host")];
	return {
		columns: run.plan.suite.workloads.map(({ title }) => title),
		units: run.plan.suite.workloads.map(unitOf),
		rows: ordered.map(({ arm, index }) => ({
			label: rowLabel(arm),
			cells: cellsOf(run, arm, index)
		})),
		ratioNote: ratioNote(run)
	};
}
/** How the table is read; one sentence without a full stop, of which foreign text may be a part. */
function throughputLegend(run) {
	return [
		"throughput, geometric mean, higher is better",
		run.rounds.length < 2 ? "one round, so no spread is known" : "± one standard deviation over rounds",
		ratioNote(run) ?? []
	].flat().join("; ");
}
/**
* People speak of IOPS where requests are small and of MiB/s where they are large; the post of
* MiB/s throughout.
*/
function unitOf(workload) {
	return "blockSize" in workload && workload.blockSize < 65536 ? "IOPS" : "MiB/s";
}
/** What a reader calls an arm: its name, with its side where that is not the head. */
function rowLabel({ name, side }) {
	if (side === "host") return jobNames.has(name) ? name.replaceAll("-", " ") : name;
	return side === "head" ? name : `${name} (${side})`;
}
const jobNames = /* @__PURE__ */ new Set([
	"host",
	"host-direct",
	"host-dsync",
	"host-direct-dsync"
]);
function cellsOf(run, arm, index) {
	const host = matchedHost(run, arm);
	return run.plan.suite.workloads.map((job) => {
		const { name: workload } = job;
		const sample = sampleOf(run, {
			armIndex: index,
			workload,
			metric: "throughput"
		});
		if (sample.kind === "missing") return sample;
		const ratio = host === void 0 ? void 0 : ratioOf(run, {
			over: index,
			under: host.index,
			workload
		});
		return {
			kind: "value",
			throughput: sample.centre,
			..."blockSize" in job && unitOf(job) === "IOPS" && { iops: sample.centre / job.blockSize },
			ratio: ratio?.kind === "ratio" ? ratio.ratio : void 0,
			spread: sample.n < 2 ? void 0 : Math.expm1(sample.logDeviation)
		};
	});
}
function ratioNote(run) {
	const pairs = run.arms.flatMap((arm) => {
		const host = matchedHost(run, arm);
		return host === void 0 ? [] : [{
			disk: rowLabel(arm),
			host: rowLabel(host.arm)
		}];
	});
	if (pairs.length === 0) return void 0;
	const groups = [...new Set(pairs.map(({ host }) => host))].map((host) => `${pairs.filter((pair) => pair.host === host).map(({ disk }) => disk).join(", ")} to ${host}`);
	const once = run.plan.suite.name === "gate" ? " (host jobs that were not asked for: first round only)" : "";
	return `ratio to the matched host row: ${groups.join("; ")}${once}`;
}

// src/report/attestation-list.ts
/**
* The proof for each virtual disk that its mode was in force: what QEMU, guest and host said; for a
* disk without it, why.
*/
function attestationList({ arms }) {
	return arms.filter(({ subject }) => subject.target.kind === "disk").map((arm) => ({
		label: rowLabel(arm),
		text: describeProof(arm)
	}));
}
function describeProof({ attestation: { ok, evidence } }) {
	const wrong = contradictionsIn(evidence);
	if (wrong.length > 0) return `not in force: ${wrong.join("; ")}`;
	if (!ok) return "not proven: nothing was read back";
	return `in force: ${evidence.map(({ fact, found }) => `${fact} ${found}`).join(", ")}`;
}

// src/report/controls.ts
/** The controls of a run as a table of their own; undefined where it has none. */
function controlsTable(run, controls) {
	if (controls.length === 0) return void 0;
	const { title, blockSize } = jobOf(run);
	return {
		title: "Controls: what no pull request changes",
		columns: [
			"shows",
			title,
			"since the baseline",
			"from first to second half of the rounds"
		],
		rows: controls.map((control) => ({
			label: control.name,
			cells: [
				control.shows === "processor" ? "processor and virtio, no drive" : "drive, without QEMU",
				valueOf(control, blockSize),
				sinceBaselineText(control),
				control.withinRun === void 0 ? "fewer than four rounds" : movementText(control.withinRun)
			]
		}))
	};
}
/** The same in one line, for a terminal; undefined where there is none. */
function controlsLine(run, controls) {
	if (controls.length === 0) return void 0;
	const { title, blockSize } = jobOf(run);
	return `${title}: ${controls.map((control) => `${control.name} ${valueOf(control, blockSize)}, ${sinceBaselineText(control)}`).join("; ")}`;
}
function jobOf({ plan: { suite } }) {
	return (suite.name === "gate" ? suite.workloads : []).find(({ name }) => name === "randread-4k-qd1") ?? {
		title: "randread-4k-qd1",
		blockSize: 4096
	};
}
/** Why there is none stands among the caveats. */
function valueOf({ value }, blockSize) {
	if (value === void 0) return "no value";
	return `${formatValue("iops", value / blockSize)} (${formatThroughput(value)})`;
}
function sinceBaselineText({ sinceBaseline: movement, baseRuns }) {
	if (movement === void 0) return "no stored control yet";
	return `${movementText(movement)} since ${formatCount(baseRuns, "run")}`;
}
function movementText({ change, interval, state }) {
	const range = interval === void 0 ? "" : ` (${formatInterval(interval)})`;
	return `${state === "moved" ? "moved " : ""}${formatChange(change)}${range}`;
}
/**
* One line where the controls say that the host moved since the baseline, and what that leaves for
* the change that is judged; undefined where they do not.
*/
function hostLine({ controls, cells }) {
	const moved = movedIn(controls, sinceBaseline);
	if (moved.length === 0) return void 0;
	const host = `host moved ${moved.map(({ control, movement }) => `${formatChange(movement.change)} (${controlName(control)})`).join(" and ")} since the baseline: ${whatMoved(controls, sinceBaseline)}`;
	const live = cells.flatMap(({ gated, reference, change }) => gated && reference === "live base" && change !== void 0 ? [change] : []);
	if (live.length === 0) return `${host}; changes since stored runs hold that too`;
	return `${host}; this pull request ${formatChange(meanChange(live))} (mean of ${formatCount(live.length, "gated cell")})`;
}
/** The doubts that controls raise, each with its figures. */
function controlCaveats({ controls }) {
	const doubts = [{
		of: sinceBaseline,
		text: "the host moved since the baseline"
	}, {
		of: withinRun,
		text: "the host drifted from the first half of the rounds to the second"
	}];
	const missing = controls.flatMap((control) => control.reason === void 0 ? [] : [`${controlName(control)}: ${control.reason}`]);
	const movements = doubts.flatMap(({ of, text }) => {
		if (movedIn(controls, of).length === 0) return [];
		const figures = controls.flatMap((control) => figuresOf(control, of(control)));
		return [`${text}: ${whatMoved(controls, of)}; ${figures.join(", ")} (99 % intervals)`];
	});
	return [...missing, ...movements];
}
const sinceBaseline = (control) => control.sinceBaseline;
const withinRun = (control) => control.withinRun;
function movedIn(controls, of) {
	return controls.flatMap((control) => {
		const movement = of(control);
		return movement?.state === "moved" ? [{
			control,
			movement
		}] : [];
	});
}
/**
* Processor or drive. A control that did not show that it moved has not shown that it stayed,
* unless its interval does; and the drive's control takes a processor too.
*/
function whatMoved(controls, of) {
	const stateOf = (shows) => {
		const states = controls.filter((control) => control.shows === shows).map((control) => of(control)?.state);
		return states.find((state) => state === "moved") ?? states.find((state) => state === "steady") ?? "undecided";
	};
	const processor = stateOf("processor");
	const drive = stateOf("drive");
	if (processor === "moved") {
		if (drive === "moved") return "its processor, and what its drive delivers";
		return drive === "steady" ? "its processor, not its drive" : "its processor, and perhaps its drive";
	}
	return processor === "steady" ? "its drive, not its processor" : "its drive, or the processor that reads it";
}
function figuresOf(control, movement) {
	if (movement === void 0) return [];
	const interval = movement.interval === void 0 ? "" : ` [${formatInterval(movement.interval)}]`;
	return [`${controlName(control)} ${formatChange(movement.change)}${interval}`];
}
function controlName({ name }) {
	return `${name} control`;
}
/** On the log scale, where changes are ratios. */
function meanChange(changes) {
	return Math.expm1(changes.reduce((sum, change) => sum + Math.log1p(change), 0) / changes.length);
}

// src/report/caveat-list.ts
/** Every doubt about a run and its judgement, each once; plain text that may be foreign. */
function caveatList(run, judgement) {
	const own = run.caveats.map(({ arm, text }) => arm === void 0 ? text : `${arm}: ${text}`);
	return [.../* @__PURE__ */ new Set([
		...own,
		...judgement.caveats,
		...roundCaveats(judgement),
		...controlCaveats(judgement)
	])];
}
/**
* The doubts that the rounds of gated cells raise: those that stand out, and a drift from the first
* to the last.
*/
function roundCaveats({ cells }) {
	return cells.flatMap((cell) => cell.gated ? [...outlierCaveat(cell), ...driftCaveat(cell)] : []);
}
function outlierCaveat(cell) {
	const rounds = (cell.outliers ?? []).map(({ round, change }) => `round ${round} (${formatChange(change)})`);
	return rounds.length === 0 ? [] : [`${whatOf(cell)} stands out from the other rounds in ${rounds.join(", ")}`];
}
function driftCaveat(cell) {
	if (cell.drift === void 0) return [];
	return [`${whatOf(cell)} drifted by ${formatChange(cell.drift)} from the first round to the last`];
}
function whatOf({ arm, workload, metric, reference }) {
	return `${arm} ${workload} ${metric}: ${reference === "live base" ? "the change against its base" : "the value"}`;
}

// src/report/detail-tables.ts
/** Latency at depth 1 and what QEMU's processor time costs, for suites that have them. */
function detailTables(run) {
	if (run.plan.suite.name !== "gate") return [];
	return [tableOf(run, "Latency at depth 1", [
		"latency-mean",
		"latency-p50",
		"latency-p99",
		"latency-p999"
	]), tableOf(run, "Processor time of QEMU", ["cpu-per-io", "cpu-per-gib"])].filter(({ columns, rows }) => columns.length > 0 && rows.length > 0);
}
function tableOf(run, title, metrics) {
	const columns = run.plan.suite.workloads.flatMap(({ name, title: job }) => metrics.filter((metric) => hasValues(run, {
		workload: name,
		metric
	}) && suits(metric, name)).map((metric) => ({
		workload: name,
		title: job,
		metric
	})));
	const rows = indexedArms(run).filter(({ index }) => !isPlannedControl(run.plan, index)).map(({ arm, index }) => ({
		label: rowLabel(arm),
		cells: columns.map(({ workload, metric }) => {
			const sample = sampleOf(run, {
				armIndex: index,
				workload,
				metric
			});
			return sample.kind === "missing" ? "" : formatBare(metric, sample.centre);
		})
	}));
	return {
		title: `${title}, ${metricOf(metrics[0] ?? "throughput").better} is better`,
		columns: columns.map(({ title: job, metric }) => `${job}: ${shortName(metric)}, ${shownUnit(metric)}`),
		rows: rows.filter(({ cells }) => cells.some((cell) => cell !== ""))
	};
}
function hasValues({ rounds }, cell) {
	return rounds.some(({ measurements }) => measurements.some(({ workload, metric }) => workload === cell.workload && metric === cell.metric));
}
/** Processor time per request says something of small ones, per GiB of large ones. */
function suits(metric, workload) {
	const isLarge = workload.includes("-1m-");
	return metric === "cpu-per-gib" ? isLarge : metric !== "cpu-per-io" || !isLarge;
}
function shortName(metric) {
	return metric.replace("latency-", "").replace("p999", "p99.9").replace(/^cpu-per-.*/, "CPU");
}

// src/report/error-legend.ts
/**
* What the intervals and the MDE of a report mean, with the number of gated cells that their width
* pays for.
*/
function intervalLegend({ falseAlarm, gatedCells, cells }) {
	return `interval: so wide that at most ${formatShare(falseAlarm)} of runs without any change read regressed${gatedCells > 1 ? `, which ${gatedCells} gated cells share: the fewer are noisy, the narrower` : ""}; MDE: the smallest loss that would have been caught nine times in ten${certified(cells)}`;
}
/**
* Only where a reader meets it: `unchanged` beside an interval that reaches beyond the tolerance
* reads as a slip.
*/
function certified(cells) {
	if (!cells.some(({ gated, verdict, interval, tolerance }) => gated && verdict === "unchanged" && interval !== void 0 && interval.low < -tolerance)) return "";
	return "; unchanged: shown by a narrower bound of its own, at 95 %, perhaps in an earlier round, so this interval may reach beyond the tolerance";
}
/**
* When the cells were decided, and where the errors of their changes come from: more rounds help
* against what differs from round to round alone. Sentences without their full stops; none where
* nothing was compared.
*/
function errorSources(cells) {
	const shares = cells.flatMap(({ betweenShare }) => betweenShare ?? []);
	if (shares.length === 0) return [];
	return [decidedAfter(cells), sourcesOf(shares)].filter((sentence) => sentence !== "");
}
function decidedAfter(cells) {
	const looks = cells.flatMap(({ decidedAt }) => decidedAt ?? []);
	const open = cells.filter(({ verdict }) => verdict === "inconclusive").length;
	const left = open === 0 ? "" : `${formatCount(open, "cell")} undecided`;
	if (looks.length === 0) return left;
	return [`decided after ${range(looks, String)} ${looks.every((look) => look === 1) ? "round" : "rounds"}`, left].filter((part) => part !== "").join(", ");
}
function sourcesOf(shares) {
	const rest = "from round to round, which more rounds lessen";
	if (Math.max(...shares) === 0) return `all error comes ${rest}`;
	if (range(shares, formatShare) === "100 %") return "nearly all error comes from differences between runs, which more rounds do not lessen";
	return `of the error's variance ${range(shares, formatShare)} comes from differences between runs, the rest ${rest}`;
}
/** The least and the greatest; one of them where they read alike. */
function range(values, format) {
	const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
	return low === high ? low : `${low} to ${high}`;
}

// src/report/headline.ts
/** Composes the headline of a judgement; `titleOf` gives the reader's name of a workload. */
function headlineOf(judgement, titleOf) {
	const gated = judgement.cells.filter((cell) => cell.gated);
	const gate = judgement.passed ? "gate passed" : "gate failed";
	return {
		...wordsFor({
			judgement,
			gated,
			titleOf
		}),
		gate
	};
}
function wordsFor(words) {
	const { judgement, gated } = words;
	const count = formatCount(gated.length, "gated cell");
	const tolerance = formatShare(judgement.tolerance);
	switch (judgement.verdict) {
		case "regressed": return {
			title: judgement.accepted === void 0 ? "regressed" : "regressed, accepted",
			sentence: `${having(gated, "regressed")} of ${count} regressed: ${worstLoss(words)}`,
			sureness: `${acceptedBy(judgement)}${budget(words)}`
		};
		case "missing": {
			const first = gated.find(({ verdict }) => verdict === "missing");
			return {
				title: "missing",
				sentence: `${having(gated, "missing")} of ${count} have no valid value`,
				sureness: first === void 0 ? "" : `first: ${nameOf(first, words)}: ${first.reason ?? "no reason is known"}`
			};
		}
		case "inconclusive": return inconclusive(words);
		case "incomparable": return {
			title: "incomparable",
			sentence: "every stored run was measured in another environment",
			sureness: nearestHistory(judgement)
		};
		case "no-baseline": return {
			title: "no baseline",
			sentence: `${having(gated, "no-baseline")} of ${count} have no earlier run to be compared with`,
			sureness: "a recorded run becomes the baseline of the next ones"
		};
		case "improved": return {
			title: "improved",
			sentence: `${having(gated, "improved")} of ${count} improved by more than ${tolerance}, none lost`,
			sureness: budget(words)
		};
		case "unchanged": return gated.length === 0 ? {
			title: "nothing gated",
			sentence: "no cell of this run is gated",
			sureness: "rows of the host never are, nor is what the policy takes out"
		} : {
			title: "unchanged",
			sentence: `none of ${count} lost more than its tolerance (${tolerance})`,
			sureness: "each was shown to be no worse at 95 %, which is more than finding no evidence of a loss"
		};
		default: return judgement.verdict;
	}
}
/**
* What differs, and where the nearest history is: its first digits are what `baselines show` wants.
*/
function nearestHistory({ incomparable, nearest }) {
	const facts = incomparable.join(", ") || "see the cells";
	if (nearest === void 0) return facts;
	const { fingerprint, startedAt, commit } = nearest;
	const newest = `${formatMoment(startedAt)}${commit === null ? "" : ` at ${commit.slice(0, 12)}`}`;
	return `the nearest is ${fingerprint.slice(0, 12)}, last measured ${newest}; what differs: ${facts}`;
}
/** The loss that would have been caught in every undecided cell: the largest MDE. */
function inconclusive({ gated, judgement }) {
	if (judgement.contaminated !== void 0) return {
		title: "not decided",
		sentence: "other load disturbed this host while it was measured",
		sureness: `${judgement.contaminated}; run it again when the host is quiet, or raise a limit with --contamination`
	};
	const open = gated.filter(({ verdict }) => verdict === "inconclusive");
	const effects = open.flatMap(({ mde }) => mde ?? []);
	const undecided = `${open.length} of ${formatCount(gated.length, "gated cell")} undecided`;
	if (effects.length === 0) return {
		title: "not decided",
		sentence: "one round shows no spread, so no loss could have been caught",
		sureness: `${undecided}; at least two rounds are needed, six or more are useful`
	};
	if (Math.max(...effects) > lossWorthCatching) return tooWeak({
		open,
		effects,
		undecided
	});
	const least = formatShare(Math.min(...effects));
	return {
		title: "not decided",
		sentence: `this run could have caught a loss of ${formatShare(Math.max(...effects))}`,
		sureness: `${undecided}; in the steadiest of them a loss of ${least} would have been caught nine times in ten, and more rounds or fewer gated cells would lower both`
	};
}
/** Whoever can't tell a loss of half from noise has measured nothing that a gate could go by. */
const lossWorthCatching = .5;
/** Below, Student's t alone makes intervals several times wider than the noise is. */
const usefulRounds = 6;
/**
* From here on neither Student's t nor the level's own error, S² (1 + 1/K), gets much narrower by
* another stored run.
*/
const usefulRuns = 10;
/**
* Says in plain words that nothing could have been caught, and what would change that: "> 99.9 %"
* reads as a feat.
*/
function tooWeak({ open, effects, undecided }) {
	const weak = effects.filter((effect) => effect > lossWorthCatching).length;
	const where = weak === open.length ? "" : ` in ${weak} of its ${open.length} undecided cells`;
	const rounds = Math.min(...open.map(({ headRounds }) => headRounds));
	const stored = open.filter(({ reference }) => reference === "stored runs");
	const remedies = [
		rounds < usefulRounds ? `${usefulRounds} rounds or more` : "more rounds",
		"a quieter host",
		...stored.some(({ baseRuns }) => baseRuns < usefulRuns) ? ["more stored runs"] : [],
		...stored.length > 0 ? ["a base side measured in the same run"] : []
	];
	return {
		title: "not decided",
		sentence: `this run could not have caught even a loss of half${where}: ${formatCount(rounds, "round")} are too few on a host this noisy`,
		sureness: `${undecided}; what would decide them: ${remedies.join(", ")}, or fewer gated cells`
	};
}
/** Whoever reads the verdict should see at once why it blocks nothing. */
function acceptedBy({ accepted }) {
	return accepted === void 0 ? "" : `the loss was accepted by ${accepted.by}: ${accepted.reason}; `;
}
function budget({ judgement, gated }) {
	return `at most ${formatShare(judgement.falseAlarm)} of runs without any change read regressed, shared over ${formatCount(gated.length, "gated cell")}`;
}
function worstLoss(words) {
	const lost = words.gated.filter(({ verdict }) => verdict === "regressed");
	const lossOf = ({ decidedAt, change }) => decidedAt === void 0 ? 0 : change ?? 0;
	const [worst] = lost.toSorted((a, b) => lossOf(a) - lossOf(b));
	if (worst === void 0) return "no cell";
	const why = worst.reason === void 0 ? "" : ` (${worst.reason})`;
	const measured = worst.change === void 0 || worst.interval === void 0 || worst.decidedAt === void 0 ? "" : ` ${formatChange(worst.change)} (${formatInterval(worst.interval)})`;
	return `${lost.length > 1 ? "most " : ""}${nameOf(worst, words)}${measured}${why}`;
}
function nameOf(cell, { titleOf }) {
	const metric = cell.metric === "throughput" ? "" : ` ${cell.metric}`;
	return `${rowLabel({
		name: cell.arm,
		side: cell.side
	})} ${titleOf(cell.workload)}${metric}`;
}
function having(cells, verdict) {
	return cells.filter((cell) => cell.verdict === verdict).length;
}

// src/report/labels.ts
/**
* The loud sentence about software emulation; undefined under KVM, and where no guest was booted.
*/
function emulationWarning({ environment }) {
	if (environment.accelerator !== "tcg") return void 0;
	return "SOFTWARE EMULATION (tcg), not KVM: the guest rows show the emulated processor as much as the disk, and are only comparable with each other and with other emulated runs";
}
/** How a run was measured: workload, caches, rounds, host. Foreign text is not escaped yet. */
function labelsOf(run) {
	const { environment, plan } = run;
	const tools = Object.entries(environment.tools).map(([tool, version]) => `${tool} ${version}`);
	return [
		{
			name: "workload",
			text: workloadOf(run)
		},
		{
			name: "caches",
			text: cachesOf(run)
		},
		{
			name: "rounds",
			text: `${formatCount(run.rounds.length, "round")} of ${plan.rounds} planned, ${orderOf(run)}`
		},
		{
			name: "directory",
			text: `${environment.filesystem} on ${environment.device}`
		},
		{
			name: "host",
			text: `${environment.cpuModel}, ${formatCount(environment.cpuCores, "core")}, ${environment.architecture}, kernel ${environment.hostKernel}`
		},
		{
			name: "guest",
			text: guestOf(run)
		},
		{
			name: "tools",
			text: tools.join(", ") || "none"
		}
	];
}
function guestOf({ environment, arms }) {
	const { accelerator } = environment;
	if (accelerator === "none") return "none was booted";
	return `QEMU ${environment.qemu ?? givenPart(arms, "qemu")}, accelerator ${accelerator}, kernel ${environment.guestKernel ?? givenPart(arms, "kernel")}`;
}
/**
* Where an input gave a part for either side, the subjects say what both had: `9.0 (head), 7.2.22
* (base)`.
*/
function givenPart(arms, part) {
	return ["head", "base"].flatMap((side) => {
		const version = arms.find((arm) => arm.side === side && arm.subject[part] !== void 0)?.subject[part]?.version;
		return version === void 0 ? [] : [`${version} (${side})`];
	}).join(", ") || "given by input";
}
/** Where the time of a run went, and what it wrote. */
function costsOf({ timing, bytesWritten }) {
	const { boot, prepare, measure, rest } = timing;
	const total = boot + prepare + measure + rest;
	const parts = `measuring ${formatDuration(measure)}, booting ${formatDuration(boot)}, preparing ${formatDuration(prepare)}, rest ${formatDuration(rest)}`;
	return `${formatDuration(total)} (${parts}); ${formatBytes(bytesWritten)} written`;
}
function workloadOf({ plan: { suite } }) {
	return suite.name === "seed" ? seedWorkload(suite) : gateWorkload(suite);
}
function seedWorkload(suite) {
	const fsync = suite.fileFsyncFrequency === 0 ? "never fsyncs" : `fsyncs all files every ${formatCount(suite.fileFsyncFrequency, "request")}`;
	const files = `${formatCount(suite.files, "file")}, ${formatBytes(suite.fileTotalSize)} in all`;
	return `${suite.tool} writes zeros and ${fsync}; ${files}, blocks of ${formatBytes(suite.fileBlockSize)}, ${suite.seconds} s each`;
}
function gateWorkload({ profile, rampMilliseconds, runMilliseconds, writeCap, engine }) {
	return `fio on the raw block device with O_DIRECT, incompressible data, ${engine} (psync at depth 1); profile ${profile}: ${`${formatFigure(rampMilliseconds / 1e3)} s of ramp and ${formatFigure(runMilliseconds / 1e3)} s measured`}, writes ${formatBytes(writeCap)} at most`;
}
function cachesOf({ arms }) {
	return `buffered rows start with the host's cache warm (read once), direct rows with it cold${arms.some(({ subject }) => subject.target.kind === "disk") ? " (in the guest O_DIRECT always, so its own cache plays no part)" : ""}`;
}
function orderOf({ arms, rounds, plan }) {
	const booted = rounds.some(({ boots }) => boots.length > 0) ? "each in a freshly booted guest, " : "";
	const controls = arms.filter((_, index) => isPlannedControl(plan, index)).length;
	const besides = controls === 0 ? "" : ` and ${formatCount(controls, "control")}`;
	return `${booted}${formatCount(arms.length - controls, "arm")}${besides} in counterbalanced order`;
}
/**
* What a reader calls a run's workloads: `rndrd` -> `random read`; an unknown one keeps its name.
*/
function titlesOf({ plan: { suite } }) {
	const titles = new Map(suite.workloads.map(({ name, title }) => [name, title]));
	return (workload) => titles.get(workload) ?? workload;
}

// node_modules/markdown-table/index.js
/**
* @typedef {Options} MarkdownTableOptions
*   Configuration.
*/
/**
* @typedef Options
*   Configuration.
* @property {boolean | null | undefined} [alignDelimiters=true]
*   Whether to align the delimiters (default: `true`);
*   they are aligned by default:
*
*   ```markdown
*   | Alpha | B     |
*   | ----- | ----- |
*   | C     | Delta |
*   ```
*
*   Pass `false` to make them staggered:
*
*   ```markdown
*   | Alpha | B |
*   | - | - |
*   | C | Delta |
*   ```
* @property {ReadonlyArray<string | null | undefined> | string | null | undefined} [align]
*   How to align columns (default: `''`);
*   one style for all columns or styles for their respective columns;
*   each style is either `'l'` (left), `'r'` (right), or `'c'` (center);
*   other values are treated as `''`, which doesn’t place the colon in the
*   alignment row but does align left;
*   *only the lowercased first character is used, so `Right` is fine.*
* @property {boolean | null | undefined} [delimiterEnd=true]
*   Whether to end each row with the delimiter (default: `true`).
*
*   > 👉 **Note**: please don’t use this: it could create fragile structures
*   > that aren’t understandable to some markdown parsers.
*
*   When `true`, there are ending delimiters:
*
*   ```markdown
*   | Alpha | B     |
*   | ----- | ----- |
*   | C     | Delta |
*   ```
*
*   When `false`, there are no ending delimiters:
*
*   ```markdown
*   | Alpha | B
*   | ----- | -----
*   | C     | Delta
*   ```
* @property {boolean | null | undefined} [fillRows=true]
*   Whether to fill rows with empty cells up to the most cells in a row
*   (default: `true`).
*
*   When `true`, all rows have as many cells as the longest row:
*
*   ```markdown
*   | Alpha | B    |   |
*   | ----- | ---- | - |
*   | C     |      |   |
*   | D     | Echo | F |
*   ```
*
*   When `false`, rows keep their cells,
*   and the delimiter row has as many cells as the header row:
*
*   ```markdown
*   | Alpha | B    |
*   | ----- | ---- |
*   | C     |
*   | D     | Echo | F |
*   ```
* @property {boolean | null | undefined} [delimiterStart=true]
*   Whether to begin each row with the delimiter (default: `true`).
*
*   > 👉 **Note**: please don’t use this: it could create fragile structures
*   > that aren’t understandable to some markdown parsers.
*
*   When `true`, there are starting delimiters:
*
*   ```markdown
*   | Alpha | B     |
*   | ----- | ----- |
*   | C     | Delta |
*   ```
*
*   When `false`, there are no starting delimiters:
*
*   ```markdown
*   Alpha | B     |
*   ----- | ----- |
*   C     | Delta |
*   ```
* @property {boolean | null | undefined} [padding=true]
*   Whether to add a space of padding between delimiters and cells
*   (default: `true`).
*
*   When `true`, there is padding:
*
*   ```markdown
*   | Alpha | B     |
*   | ----- | ----- |
*   | C     | Delta |
*   ```
*
*   When `false`, there is no padding:
*
*   ```markdown
*   |Alpha|B    |
*   |-----|-----|
*   |C    |Delta|
*   ```
* @property {((value: string) => number) | null | undefined} [stringLength]
*   Function to detect the length of table cell content (optional);
*   this is used when aligning the delimiters (`|`) between table cells;
*   full-width characters and emoji mess up delimiter alignment when viewing
*   the markdown source;
*   to fix this, you can pass this function,
*   which receives the cell content and returns its “visible” size;
*   note that what is and isn’t visible depends on where the text is displayed.
*
*   Without such a function, the following:
*
*   ```js
*   markdownTable([
*     ['Alpha', 'Bravo'],
*     ['中文', 'Charlie'],
*     ['👩‍❤️‍👩', 'Delta']
*   ])
*   ```
*
*   Yields:
*
*   ```markdown
*   | Alpha | Bravo |
*   | - | - |
*   | 中文 | Charlie |
*   | 👩‍❤️‍👩 | Delta |
*   ```
*
*   With [`string-width`](https://github.com/sindresorhus/string-width):
*
*   ```js
*   import stringWidth from 'string-width'
*
*   markdownTable(
*     [
*       ['Alpha', 'Bravo'],
*       ['中文', 'Charlie'],
*       ['👩‍❤️‍👩', 'Delta']
*     ],
*     {stringLength: stringWidth}
*   )
*   ```
*
*   Yields:
*
*   ```markdown
*   | Alpha | Bravo   |
*   | ----- | ------- |
*   | 中文  | Charlie |
*   | 👩‍❤️‍👩    | Delta   |
*   ```
*/
/**
* Get the length of a cell.
*
* @param {string} value
*   Cell value.
* @returns {number}
*   Cell size.
*/
function defaultStringLength(value) {
	return value.length;
}
/**
* Generate a markdown
* ([GFM](https://docs.github.com/en/github/writing-on-github/working-with-advanced-formatting/organizing-information-with-tables))
* table.
*
* @param {ReadonlyArray<ReadonlyArray<string | null | undefined>>} table
*   Table data (matrix of strings).
* @param {Readonly<Options> | null | undefined} [options]
*   Configuration (optional).
* @returns {string}
*   Result.
*/
function markdownTable(table, options) {
	const settings = options || {};
	const align = (settings.align || []).concat();
	const stringLength = settings.stringLength || defaultStringLength;
	/** @type {Array<number>} Character codes as symbols for alignment per column. */
	const alignments = [];
	/** @type {Array<Array<string>>} Cells per row. */
	const cellMatrix = [];
	/** @type {Array<Array<number>>} Sizes of each cell per row. */
	const sizeMatrix = [];
	/** @type {Array<number>} */
	const longestCellByColumn = [];
	let mostCellsPerRow = 0;
	let rowIndex = -1;
	while (++rowIndex < table.length) {
		/** @type {Array<string>} */
		const row = [];
		/** @type {Array<number>} */
		const sizes = [];
		let columnIndex = -1;
		if (table[rowIndex].length > mostCellsPerRow) mostCellsPerRow = table[rowIndex].length;
		while (++columnIndex < table[rowIndex].length) {
			const cell = serialize(table[rowIndex][columnIndex]);
			if (settings.alignDelimiters !== false) {
				const size = stringLength(cell);
				sizes[columnIndex] = size;
				if (longestCellByColumn[columnIndex] === void 0 || size > longestCellByColumn[columnIndex]) longestCellByColumn[columnIndex] = size;
			}
			row.push(cell);
		}
		cellMatrix[rowIndex] = row;
		sizeMatrix[rowIndex] = sizes;
	}
	let columnIndex = -1;
	if (typeof align === "object" && "length" in align) while (++columnIndex < mostCellsPerRow) alignments[columnIndex] = toAlignment(align[columnIndex]);
	else {
		const code = toAlignment(align);
		while (++columnIndex < mostCellsPerRow) alignments[columnIndex] = code;
	}
	columnIndex = -1;
	/** @type {Array<string>} */
	const row = [];
	/** @type {Array<number>} */
	const sizes = [];
	while (++columnIndex < mostCellsPerRow) {
		const code = alignments[columnIndex];
		let before = "";
		let after = "";
		if (code === 99) {
			before = ":";
			after = ":";
		} else if (code === 108) before = ":";
		else if (code === 114) after = ":";
		let size = settings.alignDelimiters === false ? 1 : Math.max(1, longestCellByColumn[columnIndex] - before.length - after.length);
		const cell = before + "-".repeat(size) + after;
		if (settings.alignDelimiters !== false) {
			size = before.length + size + after.length;
			if (size > longestCellByColumn[columnIndex]) longestCellByColumn[columnIndex] = size;
			sizes[columnIndex] = size;
		}
		row[columnIndex] = cell;
	}
	cellMatrix.splice(1, 0, row);
	sizeMatrix.splice(1, 0, sizes);
	rowIndex = -1;
	/** @type {Array<string>} */
	const lines = [];
	while (++rowIndex < cellMatrix.length) {
		const row = cellMatrix[rowIndex];
		const sizes = sizeMatrix[rowIndex];
		const cellsInRow = settings.fillRows === false ? Math.max(1, cellMatrix[rowIndex === 1 ? 0 : rowIndex].length) : mostCellsPerRow;
		columnIndex = -1;
		/** @type {Array<string>} */
		const line = [];
		while (++columnIndex < cellsInRow) {
			const cell = row[columnIndex] || "";
			let before = "";
			let after = "";
			if (settings.alignDelimiters !== false) {
				const size = longestCellByColumn[columnIndex] - (sizes[columnIndex] || 0);
				const code = alignments[columnIndex];
				if (code === 114) before = " ".repeat(size);
				else if (code === 99) {
					const half = size / 2;
					if (size % 2) {
						before = " ".repeat(half + .5);
						after = " ".repeat(half - .5);
					} else {
						before = " ".repeat(half);
						after = before;
					}
				} else after = " ".repeat(size);
			}
			if (settings.delimiterStart !== false && !columnIndex) line.push("|");
			if (settings.padding !== false && !(settings.alignDelimiters === false && cell === "") && (settings.delimiterStart !== false || columnIndex)) line.push(" ");
			if (settings.alignDelimiters !== false) line.push(before);
			line.push(cell);
			if (settings.alignDelimiters !== false) line.push(after);
			if (settings.padding !== false) line.push(" ");
			if (settings.delimiterEnd !== false || columnIndex !== cellsInRow - 1) line.push("|");
		}
		lines.push(settings.delimiterEnd === false ? line.join("").replace(/ +$/, "") : line.join(""));
	}
	return lines.join("\n");
}
/**
* Serialize a cell value.
*
* @param {string | null | undefined} [value]
*   Value to serialize.
* @returns {string}
*   Result.
*/
function serialize(value) {
	return value === null || value === void 0 ? "" : String(value);
}
/**
* Get the alignment character code from a value.
*
* @param {string | null | undefined} value
*   Value.
* @returns {number}
*   Alignment.
*/
function toAlignment(value) {
	const code = typeof value === "string" ? value.codePointAt(0) : 0;
	return code === 67 || code === 99 ? 99 : code === 76 || code === 108 ? 108 : code === 82 || code === 114 ? 114 : 0;
}

// src/report/markdown-tables.ts
/**
* The judged cells as a table: verdict, base, head, change, interval, MDE, which way is better; the
* verdict where a phone shows it, too. A reason that several cells have is said once, below: in
* every row it would make the rows tall and push the verdict out of sight.
*/
function cellTable(cells, titleOf) {
	const shared = sharedReasons(cells);
	const rows = cells.map((cell) => [
		escapeMarkdown(rowLabel({
			name: cell.arm,
			side: cell.side
		})),
		`${escapeMarkdown(titleOf(cell.workload))}${cell.metric === "throughput" ? "" : `, ${cell.metric}`}`,
		verdictText(cell, shared),
		cell.base === void 0 ? "" : unbroken(formatValue(cell.metric, cell.base)),
		cell.head === void 0 ? "" : unbroken(formatValue(cell.metric, cell.head)),
		cell.change === void 0 ? "" : unbroken(formatChange(cell.change)),
		cell.interval === void 0 ? "" : unbroken(formatInterval(cell.interval)),
		cell.mde === void 0 ? "" : unbroken(formatShare(cell.mde)),
		metricOf(cell.metric).better,
		`${cell.headRounds}`
	]);
	const table = markdownTable([[
		"disk",
		"workload",
		"verdict",
		"base",
		"head",
		"change, + is better",
		"interval",
		"MDE",
		"better",
		"rounds"
	], ...rows], {
		align: [
			"l",
			"l",
			"l",
			"r",
			"r",
			"r",
			"r",
			"r",
			"l",
			"r"
		],
		padding: true
	});
	if (shared.length === 0) return table;
	return `${table}\n\n${shared.map((reason, index) => `(${index + 1}) ${escapeMarkdown(reason)}`).join("; ")}.`;
}
/** In the order in which they first appear. */
function sharedReasons(cells) {
	const reasons = cells.flatMap(({ reason }) => reason ?? []);
	return [...new Set(reasons)].filter((reason) => reasons.indexOf(reason) !== reasons.lastIndexOf(reason));
}
function verdictText({ verdict, reason }, shared) {
	if (reason === void 0) return verdict;
	const number = shared.indexOf(reason) + 1;
	return number === 0 ? `${verdict}: ${escapeMarkdown(reason)}` : `${verdict}\u00a0(${number})`;
}
/** A number stays on one line with its unit; an interval may break before its second one. */
function unbroken(text) {
	return text.replaceAll(" ", "\xA0").replace("\xA0to\xA0", " to\xA0");
}
/** The table of the seed post, with the notes that it needs; values in MiB/s. */
function throughputMarkdown(run) {
	const { columns, units, rows } = throughputTable(run);
	const isSeed = units.every((unit) => unit === "MiB/s");
	const reasons = [];
	const titles = columns.map((title, index) => `${escapeMarkdown(title)}${isSeed ? "" : `, ${units[index] ?? ""}`}`);
	const body = rows.map(({ label, cells }) => [escapeMarkdown(label), ...cells.map((cell) => describeCell(cell, reasons))]);
	const table = markdownTable([[isSeed ? "MiB/s" : "", ...titles], ...body], { align: ["l", ...columns.map(() => "r")] });
	const notes = reasons.map((reason, index) => `missing (${index + 1}): ${reason}`);
	return [
		table,
		"",
		[capitalized(throughputLegend(run)), ...notes].map(escapeMarkdown).join("; ")
	].join("\n");
}
function describeCell(cell, reasons) {
	if (cell.kind === "missing") {
		if (!reasons.includes(cell.reason)) reasons.push(cell.reason);
		return `missing (${reasons.indexOf(cell.reason) + 1})`;
	}
	return [
		...shown(cell),
		...cell.ratio === void 0 ? [] : [formatRatio(cell.ratio)],
		...cell.spread === void 0 ? [] : [formatSpread(cell.spread)]
	].join(" ");
}
function shown({ iops, throughput }) {
	if (iops === void 0) return [`**${formatBare("throughput", throughput)}**`];
	return [`**${formatBare("iops", iops)}** (${formatValue("throughput", throughput)})`];
}
/** The post's claims with what was found of each; empty where there are none. */
function claimsOf(claims, titleOf) {
	if (claims.length === 0) return "";
	const rows = claims.flatMap(({ claim, columns }) => columns.map(({ workload, outcome, evidence }) => [
		claim,
		titleOf(workload),
		outcome,
		evidence
	].map(escapeMarkdown)));
	return fold("Claims of the seed post on this host", `${markdownTable([[
		"claim",
		"workload",
		"outcome",
		"evidence"
	], ...rows])}\n\nRatios are paired by round, with 95 % intervals over n rounds.`);
}
/** Tables beside the main one, each in a fold; an absent one is left out. */
function detailsOf(...tables) {
	return tables.filter((table) => table !== void 0).map(({ title, columns, rows }) => {
		const body = rows.map(({ label, cells }) => [escapeMarkdown(label), ...cells]);
		const align = ["l", ...columns.map(() => "r")];
		return fold(title, markdownTable([["", ...columns.map(escapeMarkdown)], ...body], { align }));
	}).join("\n\n");
}
/** A part that opens on a click. */
function fold(summary, body) {
	return `<details><summary>${escapeMarkdown(summary)}</summary>\n\n${body}\n\n</details>`;
}
/** The sentence with a capital at its beginning. */
function capitalized(sentence) {
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

// src/core/disk-spec.ts
/**
* A disk as `--disk` and the input `disks` take it:
* `name=prod,format=qcow2,cache=none,…,size=1GiB`.
*/
function diskSpec(name, mode) {
	return `name=${name},${diskModeKey(mode).replace(/(^|,)size=(\d+)/, (_, before, bytes) => {
		return `${before}size=${spellBytes(Number(bytes))}`;
	})}`;
}

// src/judge/subject.ts
/**
* What differs between the subjects of two arms of one name: `cache none -> directsync`, QEMU,
* kernel, initrd.
*/
function subjectChanges(from, to) {
	const before = factsOf(from.subject);
	const after = factsOf(to.subject);
	return [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].map((what) => ({
		arm: to.name,
		what,
		from: before.get(what) ?? "(not applicable)",
		to: after.get(what) ?? "(not applicable)"
	})).filter((change) => change.from !== change.to);
}
/**
* The SPEC of a disk as it was before these changes of it; undefined where none is of its mode, and
* where it was no disk. It leaves out what QEMU does by default anyway.
*/
function diskSpecBefore(name, mode, changes) {
	const before = new Map(changes.filter(({ arm }) => arm === name).map(({ what, from }) => [what, from]));
	const now = fieldValues(mode);
	if (before.has("target") || !now.some((field) => before.has(field.name))) return void 0;
	const { format, cache, aio, bus, iothread, size } = mode;
	const defaults = fieldValues({
		format,
		cache,
		aio,
		bus,
		iothread,
		size
	}).filter(({ isDefault }) => isDefault);
	const fields = now.map((field) => ({
		name: field.name,
		value: before.get(field.name) ?? field.value
	})).filter((field) => !defaults.some((other) => other.name === field.name && other.value === field.value));
	return [`name=${name}`, ...fields.map(spellField)].join(",");
}
function spellField({ name, value }) {
	if (name === "size") return `size=${spellBytes(Number.parseInt(value, 10))}`;
	return name === "cache" && value.includes("=") ? value : `${name}=${value}`;
}
function factsOf({ target, qemu, kernel, initrd }) {
	return new Map([
		...targetFacts(target),
		["QEMU", describePart(qemu, "of the host")],
		["kernel", describePart(kernel, "the distribution's")],
		["initrd", describePart(initrd, "none")]
	]);
}
/**
* Every field of a mode, also those at QEMU's default: from there a change may come, and there it
* may go.
*/
function targetFacts(target) {
	switch (target.kind) {
		case "host": return [["target", target.direct ? "host, direct" : "host, buffered"]];
		case "null": return [["target", "null disk without storage"], ["size", `${target.size} bytes`]];
		case "disk": return [["target", "disk"], ...fieldValues(target.mode).map(({ name, value }) => [name, name === "size" ? `${value} bytes` : value])];
		default: return target;
	}
}
/** Two builds can share a version, so the digest's first digits stand beside it. */
function describePart(part, absent) {
	return part === void 0 ? absent : `${part.version} (sha256 ${part.sha256.slice(0, 12)})`;
}

// src/report/next-steps.ts
/** What to do next; undefined where there is nothing to be done. */
function nextSteps(run, judgement) {
	const advice = adviceFor(judgement);
	if (advice === void 0) return void 0;
	return {
		advice,
		command: reproduction(run, judgement),
		intended: intended(judgement)
	};
}
/** Only the level of stored runs can be acknowledged: a base side is measured anew. */
function intended({ accepted, cells }) {
	if (!cells.some(({ gated, verdict, reference }) => gated && verdict === "regressed" && reference === "stored runs") || accepted !== void 0) return void 0;
	return "Where the loss is meant, `storage-gate acknowledge --reason TEXT` makes what the newest stored runs deliver the accepted level";
}
function adviceFor({ verdict, changes, contaminated, accepted, passed }) {
	switch (verdict) {
		case "regressed":
			if (accepted !== void 0 && passed) return "Nothing is blocked. The first recorded run after the merge makes the new level the accepted one";
			return `${changes.length > 0 ? "Take back or mend what changed" : "Find what changed: no disk mode did"}, then measure again`;
		case "missing": return "Mend what kept the cells from having a value: its reason stands beside each";
		case "inconclusive": return contaminated === void 0 ? `${passed ? "Nothing is blocked. " : ""}To decide it, give the gate more rounds or fewer gated cells` : void 0;
		case "incomparable":
		case "no-baseline":
		case "improved":
		case "unchanged": return;
		default: return verdict;
	}
}
/** Most disks of a command: whoever looks into a loss begins with the greatest. */
const mostDisks = 6;
/** Names of the disks that the run's verdict comes from, the greatest losses first. */
function disksConcerned({ verdict, cells }) {
	const sorted = cells.filter((cell) => cell.gated && cell.verdict === verdict).toSorted((a, b) => (a.change ?? 0) - (b.change ?? 0));
	return [...new Set(sorted.map(({ arm }) => arm))].slice(0, mostDisks);
}
const partNames = [
	"qemu",
	"kernel",
	"initrd"
];
/**
* Those disks under the run's own suite and rounds; parts that an input gave are named, since only
* their builder has them.
*/
function reproduction({ arms, plan, rounds, environment }, judgement) {
	const names = disksConcerned(judgement);
	const disks = arms.flatMap(({ name, side, subject }) => {
		if (!names.includes(name) || subject.target.kind !== "disk" || side !== "head" && side !== "base") return [];
		if (!arms.some((arm) => arm.side === "head" && arm.name === name)) return [];
		const { mode } = subject.target;
		if (side === "base") return [`--base-disk ${diskSpec(name, mode)}`];
		const before = arms.some((arm) => arm.side === "base" && arm.name === name) ? void 0 : diskSpecBefore(name, mode, judgement.changes);
		return [`--disk ${diskSpec(name, mode)}`, ...before === void 0 ? [] : [`--base-disk ${before}`]];
	});
	if (disks.length === 0) return [];
	const [head, base] = ["head", "base"].map((side) => arms.find((arm) => arm.side === side)?.subject);
	const given = partNames.filter((part) => head?.[part] !== void 0);
	const others = partNames.filter((part) => base?.[part] !== void 0 && base[part].sha256 !== head?.[part]?.sha256);
	const accel = environment.accelerator === "tcg" ? " --accel tcg" : "";
	const words = [
		`storage-gate run ${suiteOptions(plan.suite)} --rounds ${Math.max(rounds.length, 1)}${accel}`,
		...disks,
		...given.map((part) => `--${part} "$${part.toUpperCase()}"`),
		...others.map((part) => `--base-${part} "$BASE_${part.toUpperCase()}"`)
	];
	return words.map((word, index) => `${index === 0 ? "" : "  "}${word}${index < words.length - 1 ? " \\" : ""}`);
}
/** The options that ask for a suite: its workloads only where some were left out. */
function suiteOptions(suite) {
	const whole = suite.name === "gate" ? gateSuite(suite.profile) : seedSuite;
	const profile = suite.name === "gate" ? ` --profile ${suite.profile}` : "";
	const names = suite.workloads.map(({ name }) => name);
	const chosen = names.length < whole.workloads.length ? ` --workloads ${names.join(",")}` : "";
	return `--suite ${suite.name}${profile}${chosen}`;
}

// src/report/markdown.ts
/**
* The report for a pull request and a step summary: verdict first, then what changed, then the
* detail in folds. What does not fit `limit` is left out by whole sections in a fixed order, and
* named; a table is never cut. What is less important comes in again where a longer section that
* had to go left room for it.
*/
function renderMarkdown({ limit, ...content }) {
	const sections = sectionsOf(content);
	const byImportance = sections.toSorted((a, b) => a.rank - b.rank);
	const droppable = sections.toSorted((a, b) => b.rank - a.rank);
	const render = (kept) => assemble(sections.filter((section) => kept.has(section)), droppable.filter((section) => !kept.has(section)).map(({ name }) => name));
	let kept = new Set(byImportance.filter(({ rank }) => rank === 0));
	if (render(new Set(sections)).length <= limit) return render(new Set(sections));
	if (render(kept).length > limit) return bareVerdict(content.judgement, limit);
	for (const section of byImportance) {
		const more = /* @__PURE__ */ new Set([...kept, section]);
		if (render(more).length <= limit) kept = more;
	}
	return render(kept);
}
function assemble(sections, dropped) {
	const note = dropped.length === 0 ? [] : [`_Left out because of the size limit: ${dropped.join(", ")}._`];
	return `${[...sections.map(({ text }) => text), ...note].join("\n\n")}\n`;
}
/** When not even the headline fits, the verdict alone is worth having. */
function bareVerdict({ verdict, passed }, limit) {
	return `Storage gate: ${verdict}, ${passed ? "passed" : "failed"}\n`.slice(0, Math.max(0, limit));
}
/** In the order in which they are read. */
function sectionsOf(content) {
	const { run, judgement, claims } = content;
	const { cells } = judgement;
	const titleOf = titlesOf(run);
	const gated = cells.filter((cell) => cell.gated);
	const other = cells.filter((cell) => !cell.gated);
	const striking = gated.filter(isStriking);
	const isCompared = cells.some(({ base }) => base !== void 0);
	const table = throughputMarkdown(run);
	const others = formatCount(other.length, "cell");
	return [
		{
			name: "headline",
			rank: 0,
			text: headline(content)
		},
		{
			name: "notes",
			rank: 1,
			text: (content.notes ?? []).map((note) => `> ${escapeMarkdown(note)}`).join("\n\n")
		},
		{
			name: "changes",
			rank: 1,
			text: changesOf(judgement)
		},
		{
			name: "cells that changed",
			rank: 2,
			text: strikingText(striking, titleOf)
		},
		{
			name: "what to do next",
			rank: 2,
			text: nextText(content)
		},
		{
			name: "caveats",
			rank: 3,
			text: caveatsOf(run, judgement)
		},
		{
			name: "throughput table",
			rank: 5,
			text: isCompared ? fold("Throughput of this run", table) : `#### Throughput\n\n${table}`
		},
		{
			name: "latency and processor time",
			rank: 7,
			text: detailsOf(...detailTables(run))
		},
		{
			name: "controls",
			rank: 7,
			text: detailsOf(controlsTable(run, judgement.controls))
		},
		{
			name: "all gated cells",
			rank: 4,
			text: isCompared ? fold(`All ${gated.length} gated cells`, gatedText(gated, judgement, titleOf)) : ""
		},
		{
			name: "cells that are not gated",
			rank: 9,
			text: isCompared && other.length > 0 ? fold(`${others} not gated`, cellTable(other, titleOf)) : ""
		},
		{
			name: "claims",
			rank: 7,
			text: claimsOf(claims, titleOf)
		},
		{
			name: "attestation",
			rank: 8,
			text: attestationOf(run)
		},
		{
			name: "environment",
			rank: 6,
			text: fold("How it was measured", environmentOf(run))
		},
		{
			name: "baseline runs",
			rank: 8,
			text: baselineOf(judgement)
		}
	].filter(({ text }) => text !== "");
}
/** What a reviewer should see without unfolding anything. */
function isStriking({ verdict, change, tolerance }) {
	if (verdict === "regressed" || verdict === "improved") return true;
	if (verdict === "missing") return true;
	return change !== void 0 && verdict === "inconclusive" && change < -tolerance;
}
function headline({ run, judgement }) {
	const { title, sentence, sureness, gate } = headlineOf(judgement, titlesOf(run));
	const warning = emulationWarning(run);
	const host = hostLine(judgement);
	return [
		`### Storage gate: ${escapeMarkdown(title)}: ${escapeMarkdown(sentence)}`,
		`**The ${gate}.** ${capitalized(escapeMarkdown(sureness))}.`,
		...host === void 0 ? [] : [`${capitalized(escapeMarkdown(host))}.`],
		...warning === void 0 ? [] : [`> **Note:** ${escapeMarkdown(warning)}.`]
	].join("\n\n");
}
function changesOf({ changes }) {
	if (changes.length === 0) return "";
	const items = changes.slice(0, mostChanges).map(({ arm, what, from, to }) => escapeMarkdown(`${arm}: ${what} ${from} -> ${to}`));
	const more = changes.length > mostChanges ? `; and ${changes.length - mostChanges} more` : "";
	return `**What changed since the baseline:** ${items.join("; ")}${more}`;
}
/**
* Most changes, and most rows of the cells that changed: beyond that nobody reads, and the worst
* would not fit either.
*/
const mostChanges = 20;
const mostStriking = 100;
/**
* The greatest losses first where there are too many for all; otherwise in the order of the run.
*/
function strikingText(cells, titleOf) {
	if (cells.length === 0) return "";
	if (cells.length <= mostStriking) return cellTable(cells, titleOf);
	const worst = cells.toSorted((a, b) => (a.change ?? -1) - (b.change ?? -1)).slice(0, mostStriking);
	return `${cellTable(worst, titleOf)}\n\nThe ${mostStriking} greatest losses of ${cells.length} cells that changed.`;
}
function nextText({ run, judgement }) {
	const next = nextSteps(run, judgement);
	if (next === void 0) return "";
	const advice = `**What to do next:** ${escapeMarkdown(next.advice)}.`;
	if (next.command.length === 0) return advice;
	return [
		`${advice} The same on a machine of yours, in a directory on the drive under test (\`--directory\`):`,
		"",
		"```sh",
		...next.command,
		"```"
	].join("\n");
}
/**
* Most caveats that stand open where something is to be decided, and most that are listed at all.
*/
const mostOpenCaveats = 3;
const mostCaveats = 50;
function caveatsOf(run, judgement) {
	const texts = caveatList(run, judgement);
	if (texts.length === 0) return "";
	const more = texts.length > mostCaveats ? [`- and ${texts.length - mostCaveats} more`] : [];
	const list = [...texts.slice(0, mostCaveats).map((text) => `- ${escapeMarkdown(text)}`), ...more].join("\n");
	if (judgement.verdict === "unchanged" || judgement.verdict === "improved" || texts.length > mostOpenCaveats) return fold(formatCount(texts.length, "caveat"), list);
	return `**Caveats**\n\n${list}`;
}
function gatedText(gated, judgement, titleOf) {
	const legend = [
		changeLegend,
		intervalLegend(judgement),
		...errorSources(gated)
	].map(capitalized).join(". ");
	return `${cellTable(gated, titleOf)}\n\n${legend}.`;
}
function attestationOf(run) {
	const items = attestationList(run).map(({ label, text }) => `- **${escapeMarkdown(label)}**: ${escapeMarkdown(text)}`);
	return items.length === 0 ? "" : fold("What was read back of the disk modes", items.join("\n"));
}
function environmentOf(run) {
	return [...[...labelsOf(run), {
		name: "took",
		text: costsOf(run)
	}].map(({ name, text }) => `- **${name}**: ${escapeMarkdown(text)}`), `- **measured at**: ${formatMoment(run.startedAt)}`].join("\n");
}
function baselineOf({ baseline }) {
	if (baseline.length === 0) return "";
	const items = baseline.map(({ startedAt, commit }) => `- ${formatMoment(startedAt)}, ${commit === null ? "no commit" : escapeMarkdown(commit.slice(0, 12))}`);
	return fold(`Baseline: ${formatCount(baseline.length, "run")}`, items.join("\n"));
}

export { parseDocumentName as $, string as $n, formatBytes as $t, hostJobName as A, durabilityClass as An, evidenceOf as At, parseSize as B, ZodNumber as Bn, looksFor as Bt, matchedHost as C, aioEngines as Cn, headCells as Ct, controlWorkload as D, cacheModes as Dn, valuesOf as Dt, controlArms as E, cacheFlags as En, sampleOf as Et, parseBlockSize as F, reject as Fn, defaultDiskSize as Ft, nameOf$1 as G, int as Gn, profiles as Gt, nearWord as H, array as Hn, cellText as Ht, parseContamination as I, rejectionFacts as In, expectedMetrics as It, acknowledgementDocument as J, number as Jn, defaultThresholds as Jt, resolveParts as K, literal as Kn, roundsOf$1 as Kt, parseCount as L, metricNames as Ln, leastDiskSize as Lt, hostTarget as M, accept as Mn, factOf as Mt, jobOf$1 as N, collectRejections as Nn, encodeRun as Nt, driveControlName as O, cacheOf as On, askedOf as Ot, matchedJob as P, describeRejection as Pn, redactPaths as Pt, mostBytes as Q, strictObject as Qn, isContaminated as Qt, parseDuration as R, metricOf as Rn, seedSuite as Rt, indexedArms as S, withoutDefaults as Sn, toolVersion as St, worstVerdict as T, spelled as Tn, meanOf as Tt, suggestWord as U, base64 as Un, gateSuite as Ut, parseWord as V, _enum as Vn, looksTaken as Vt, lookupIn as W, boolean as Wn, isWriting as Wt, documentDigest as X, preprocess as Xn, describeUnlimitedLoad as Xt, decodeStored as Y, object as Yn, describeContamination as Yt, largestDocument as Z, record as Zn, droppableRounds as Zt, throughputLegend as _, fieldValues as _n, exitStatusOf as _t, markdownTable as a, formatMoment as an, _coercedNumber as ar, formatBare as at, logDifferences as b, impossibilities as bn, quoteForShell as bt, labelsOf as c, formatShare as cn, escapeMarkdown as ct, errorSources as d, differingFacts as dn, studentTQuantile as dt, formatChange as en, union as er, readStoredFile as et, intervalLegend as f, fingerprintOf as fn, normalDensity as ft, rowLabel as g, diskModeKey as gn, describeError as gt, hostLine as h, defaultDiskMode as hn, GateError as ht, diskSpec as i, formatList as in, ZodError as ir, changeLegend as it, hostJobs as j, flagKeys as jn, expectationsOf as jt, isPlannedControl as k, describeCache as kn, contradictionsIn as kt, titlesOf as l, formatSpread as ln, plainText as lt, controlsLine as m, sha256Hex as mn, normalTail as mt, nextSteps as n, formatDuration as nn, url as nr, tooLarge as nt, costsOf as o, formatRate as on, formatThroughput as ot, caveatList as p, namePattern$1 as pn, normalQuantile as pt, settingNames as q, looseObject as qn, contaminationReasons as qt, subjectChanges as r, formatInterval as rn, uuid as rr, tooMuchAtOnce as rt, emulationWarning as s, formatRatio as sn, formatValue as st, renderMarkdown as t, formatCount as tn, unknown as tr, runDocument as tt, headlineOf as u, spellBytes as un, commitOf as ut, throughputTable as v, fields as vn, hasCode as vt, verdicts as w, diskNames as wn, logCentreOf as wt, ratioOf as x, modeKeys as xn, remedyOf as xt, intervalOf as y, imageMode as yn, messageOf as yt, parsePercentage as z, datetime as zn, suiteDigest as zt };