import { n as __require, t as __commonJSMin } from "./rolldown-runtime.js";
import { dirname, isAbsolute, join } from "node:path";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { createHash, randomUUID } from "node:crypto";
import { lstat, mkdir, mkdtemp, readFile, readdir, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { setTimeout as setTimeout$1 } from "node:timers/promises";

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
function time(args) {
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
const number$2 = /^-?\d+(?:\.\d+)?$/;
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
	def.pattern ?? (def.pattern = time(def));
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
	inst._zod.pattern = number$2;
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
const $ZodSymbol = /*@__PURE__*/ $constructor("$ZodSymbol", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (typeof input === "symbol") return payload;
		payload.issues.push({
			expected: "symbol",
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
const $ZodTuple = /*@__PURE__*/ $constructor("$ZodTuple", (inst, def) => {
	$ZodType.init(inst, def);
	const items = def.items;
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!Array.isArray(input)) {
			payload.issues.push({
				input,
				inst,
				expected: "tuple",
				code: "invalid_type"
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, [], ctx) : [];
		const proms = [];
		const optinStart = getTupleOptStart(items, "optin");
		const optoutStart = getTupleOptStart(items, "optout");
		if (!def.rest) {
			if (input.length < optinStart) {
				payload.issues.push({
					code: "too_small",
					minimum: optinStart,
					inclusive: true,
					input,
					inst,
					origin: "array"
				});
				return payload;
			}
			if (input.length > items.length) payload.issues.push({
				code: "too_big",
				maximum: items.length,
				inclusive: true,
				input,
				inst,
				origin: "array"
			});
		}
		const itemResults = new Array(items.length);
		const abortEarly = def.rest ? ctx?.abortEarly : void 0;
		let itemAborted = false;
		for (let i = 0; i < items.length; i++) {
			const r = items[i]._zod.run({
				value: input[i],
				issues: []
			}, ctx);
			if (r instanceof Promise) proms.push(r.then((rr) => {
				itemResults[i] = rr;
			}));
			else {
				itemResults[i] = r;
				if (abortEarly && !itemAborted && r.issues.length) itemAborted = aborted(r);
			}
		}
		if (def.rest && !itemAborted) {
			let i = items.length - 1;
			const rest = input.slice(items.length);
			let seen = payload.issues.length;
			for (const el of rest) {
				if (abortEarly && payload.issues.length !== seen) {
					if (aborted(payload, seen)) break;
					seen = payload.issues.length;
				}
				i++;
				const result = def.rest._zod.run({
					value: el,
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((r) => handleTupleResult(r, payload, i)));
				else handleTupleResult(result, payload, i);
			}
		}
		if (proms.length) return Promise.all(proms).then(() => handleTupleResults(itemResults, payload, items, input, optoutStart));
		return handleTupleResults(itemResults, payload, items, input, optoutStart);
	};
});
function getTupleOptStart(items, key) {
	for (let i = items.length - 1; i >= 0; i--) if (!(key === "optin" ? items[i]._zod.optin !== void 0 : items[i]._zod.optout === "optional")) return i + 1;
	return 0;
}
function handleTupleResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
function handleTupleResults(itemResults, final, items, input, optoutStart) {
	for (let i = 0; i < items.length; i++) {
		const r = itemResults[i];
		const isPresent = i < input.length;
		if (!isPresent && i >= optoutStart && items[i]._zod.optin === "optional") {
			final.value.length = i;
			break;
		}
		if (r.issues.length) {
			if (!isPresent && i >= optoutStart) {
				final.value.length = i;
				break;
			}
			final.issues.push(...prefixIssues(i, r.issues));
		}
		final.value[i] = r.value;
	}
	for (let i = final.value.length - 1; i >= input.length; i--) if (items[i]._zod.optout === "optional" && final.value[i] === void 0) final.value.length = i;
	else break;
	return final;
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
				if (typeof key === "string" && number$2.test(key) && keyResult.issues.length) {
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
function _symbol(Class, params) {
	return new Class({
		type: "symbol",
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
function _custom(Class, fn, _params) {
	const norm = normalizeParams(_params);
	norm.abort ?? (norm.abort = true);
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...norm
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
const symbolProcessor = (schema, ctx, json, params) => {
	handleUnrepresentable(schema, ctx, json, params, "Symbols cannot be represented in JSON Schema");
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
const tupleProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	json.type = "array";
	const prefixPath = ctx.target === "draft-2020-12" ? "prefixItems" : "items";
	const restPath = ctx.target === "draft-2020-12" ? "items" : ctx.target === "openapi-3.0" ? "items" : "additionalItems";
	const prefixItems = def.items.map((x, i) => processSchema(x, ctx, {
		...params,
		path: [
			...params.path,
			prefixPath,
			i
		]
	}));
	const rest = def.rest ? processSchema(def.rest, ctx, {
		...params,
		path: [
			...params.path,
			restPath,
			...ctx.target === "openapi-3.0" ? [def.items.length] : []
		]
	}) : null;
	let minItems = def.items.length;
	while (minItems > 0) {
		const item = def.items[minItems - 1];
		if (!(ctx.io === "input" ? inputOptin(item) !== void 0 : item._zod.optout === "optional")) break;
		minItems--;
	}
	const maxItems = def.items.length;
	const isClosed = !def.rest;
	if (ctx.target === "draft-2020-12") {
		json.prefixItems = prefixItems;
		if (isClosed) json.items = false;
		else if (rest) json.items = rest;
		if (minItems > 0) json.minItems = minItems;
		if (isClosed) json.maxItems = maxItems;
	} else if (ctx.target === "openapi-3.0") {
		json.items = { anyOf: prefixItems };
		if (rest) json.items.anyOf.push(rest);
		if (minItems > 0) json.minItems = minItems;
		if (isClosed) json.maxItems = maxItems;
	} else {
		json.items = prefixItems;
		if (isClosed) json.additionalItems = false;
		else if (rest) json.additionalItems = rest;
		if (minItems > 0) json.minItems = minItems;
		if (isClosed) json.maxItems = maxItems;
	}
	const { minimum, maximum } = aggregateChecks(schema);
	if (typeof minimum === "number") json.minItems = minimum;
	if (typeof maximum === "number") json.maxItems = maximum;
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
	if (!values) rest.pattern = (types.includes("number") ? number$2 : integer).source;
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
function number$1(params) {
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
const ZodSymbol = /*@__PURE__*/ $constructor("ZodSymbol", (inst, def) => {
	$ZodSymbol.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => symbolProcessor(inst, ctx, json, params);
});
function symbol(params) {
	return _symbol(ZodSymbol, params);
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
const ZodTuple = /*@__PURE__*/ $constructor("ZodTuple", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodTuple.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => tupleProcessor(inst, ctx, json, params);
}, {
	rest(rest) {
		return this.clone({
			...this._zod.def,
			rest
		});
	},
	partial() {
		const def = this._zod.def;
		if (def.checks?.length) throw new Error(".partial() cannot be used on tuple schemas containing refinements");
		return this.clone({
			...def,
			items: def.items.map((item) => new ZodOptional({
				type: "optional",
				innerType: item
			}))
		});
	}
});
function tuple(items, _paramsOrRest, _params) {
	const hasRest = _paramsOrRest instanceof $ZodType;
	const params = hasRest ? _params : _paramsOrRest;
	return new ZodTuple({
		type: "tuple",
		items,
		rest: hasRest ? _paramsOrRest : null,
		...normalizeParams(params)
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
function custom(fn, _params) {
	return _custom(ZodCustom, fn ?? (() => true), _params);
}
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

// node_modules/zod/v4/classic/coerce.js
function number(params) {
	return _coercedNumber(ZodNumber, params);
}

// src/core/metric.ts
/** Names of the metrics, in the order of reports; later ones were appended. */
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
const metrics$1 = {
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
	return metrics$1[name];
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
* The facts of an error for rejections. One gives problem and remedy; several give a list that
* groups those with the same remedy, so that it appears once. `things` names them: "3 settings are
* wrong".
*/
function rejectionFacts(rejections, things) {
	const [first, ...others] = rejections;
	if (first === void 0) return { problem: `the ${things} are not valid` };
	if (others.length === 0) return {
		problem: `${first.path}: ${first.problem}`,
		remedy: first.remedy
	};
	const faults = [...Map.groupBy(rejections.slice(0, mostTold), ({ remedy, path, problem }) => remedy ?? `${path}: ${problem}`).values()].flatMap((group) => [...new Set(group.map(({ path, problem }) => `${path}: ${problem}`)), ...group.slice(0, 1).flatMap(({ remedy }) => remedy === void 0 ? [] : [`  -> ${remedy}`])]);
	const left = rejections.length - mostTold;
	if (left > 0) faults.push(`and ${left} more`);
	return {
		problem: `${rejections.length} ${things} are wrong`,
		faults
	};
}
/** So many are told: a file may come from a pull request. */
const mostTold = 50;

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
/** VIRTIO_QUEUE_MAX, and VIRTQUEUE_MAX_SIZE. */
const mostQueues = 1024;
/** Iothreads that one disk's queues are spread over at most. */
const mostThreads = 64;
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
	numQueues: int().positive().max(mostQueues).optional(),
	discard: _enum(discards).optional(),
	detectZeroes: _enum(zeroDetections).optional(),
	logicalBlockSize: int().positive().optional(),
	physicalBlockSize: int().positive().optional(),
	queueSize: int().positive().max(mostQueues).optional(),
	iothreadVqMapping: int().positive().max(64).optional(),
	throttleNode: boolean().optional(),
	rawNode: boolean().optional(),
	l2CacheSize: int().positive().optional(),
	extendedL2: boolean().optional()
});

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
/**
* Names of what belongs to the disk `id` in QEMU; node names may have 31 characters. Those that can
* have limits are told apart in qemu/limits.ts.
*/
function diskNames(id) {
	return {
		file: `${id}-file`,
		layer: (index) => `${id}-l${index}`,
		format: `${id}-disk`,
		device: id,
		/** What virtio-scsi needs between port and disk. */
		controller: `${id}-hba`,
		iothread: `${id}-io`,
		thread: (index) => `${id}-io${index}`,
		/** Of the node, and of its group. */
		throttle: `${id}-throttle`
	};
}
/** The names of a disk's node of the format, and of the one on which its device stands. */
function nodeNames({ rawNode, throttleNode }, id) {
	const { file, format: own, throttle } = diskNames(id);
	const format = rawNode === false ? file : own;
	return {
		format,
		top: throttleNode === true ? throttle : format
	};
}
/** A field's value as QEMU spells it. */
function spelled$1(value) {
	if (typeof value === "boolean") return value ? "on" : "off";
	return String(value);
}
/** Whether a number of bytes is a power of two within the bounds of such a field. */
function isAllowed(bytes, { least, most }) {
	return bytes >= least && bytes <= most && Number.isInteger(Math.log2(bytes));
}
/**
* QEMU's names for the number of queues and their size, and the most that there can be:
* VIRTIO_QUEUE_MAX, of which virtio-scsi keeps three for itself and its events.
*/
const queues = {
	"virtio-blk": {
		name: "num-queues",
		size: "queue-size",
		most: mostQueues
	},
	"virtio-scsi": {
		name: "num_queues",
		size: "virtqueue_size",
		most: mostQueues - 3
	},
	nvme: {
		name: "",
		size: "",
		most: 0
	}
};
/** Why a field is none of nvme. */
function notOnNvme(given, why) {
	return {
		problem: `${given} can't be set on bus=nvme: there ${why}`,
		remedy: "use bus=virtio-blk or bus=virtio-scsi, or leave it out"
	};
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
/** Where query-block has the driver of the node on which the device stands, filter or format. */
const topDriver = "image.format";
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
const leastExtended = 16384;
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
		evidence: ({ format, rawNode }) => [inBlocks("format in QEMU", "drv", rawNode === false ? void 0 : format)]
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
				problem: `logical_block_size=${logical} is not a block size that both QEMU and a Linux guest support`,
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
			problem: `physical_block_size=${size} is not a block size that QEMU supports`,
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
				problem: `cluster_size=${clusterSize} is not a cluster size of qcow2`,
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
		qemu: ({ lazyRefcounts: lazy }) => ({ image: { lazy_refcounts: lazy === void 0 ? void 0 : spelled$1(lazy) } }),
		evidence: ({ lazyRefcounts, format }) => [inBlocks("lazy_refcounts of the image", "image.format-specific.data.lazy-refcounts", ofQcow2(format, lazyRefcounts))],
		refused: ({ format, lazyRefcounts: given }) => format === "raw" && given === true ? onlyQcow2("lazy_refcounts=on") : void 0
	},
	extendedL2: {
		name: "extended_l2",
		values: { kind: "switch" },
		default: false,
		shapesImage: true,
		sets: "of a qcow2 image: 32 parts of a cluster that are allocated each",
		qemu: ({ extendedL2: extended }) => ({ image: { extended_l2: extended === void 0 ? void 0 : spelled$1(extended) } }),
		evidence: ({ extendedL2 }) => [inBlocks("extended_l2 of the image", "image.format-specific.data.extended-l2", extendedL2 === true ? true : void 0)],
		refused: ({ format, extendedL2, clusterSize = 65536 }) => {
			if (extendedL2 !== true) return void 0;
			if (format === "raw") return onlyQcow2("extended_l2=on");
			if (clusterSize >= leastExtended) return void 0;
			return {
				problem: `extended_l2=on needs clusters of 16 KiB or more, and cluster_size=${clusterSize}`,
				remedy: `use cluster_size=${leastExtended} or more, or leave extended_l2 out`
			};
		}
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
			problem: `size=${size} is not a whole number of blocks of ${block} bytes`,
			remedy: "use a size in KiB, MiB or GiB"
		}
	}
};
function ofQcow2(format, value) {
	return format === "qcow2" ? value : void 0;
}
/** Why a disk without a qcow2 image is refused what only that has. */
function onlyQcow2(given) {
	return {
		problem: `${given} is an option of qcow2 that format=raw does not have`,
		remedy: "use format=qcow2, or leave it out"
	};
}

// src/disk/path-fields.ts
/** QEMU wants more than 2. */
const queueSizes = {
	least: 4,
	most: mostQueues
};
/** The largest that a table of a qcow2 image is in its cache, and the bounds of that cache. */
const tableBytes = 65536;
const cacheSizes = {
	kind: "block size",
	least: 1024,
	most: 2 ** 29
};
/** The fields of a disk mode that say what a request passes between the guest and the file. */
const pathFields = {
	queueSize: {
		name: "queue-size",
		values: {
			kind: "count",
			...queueSizes
		},
		default: void 0,
		sets: "entries of each request queue",
		docs: {
			values: `a power of two from ${queueSizes.least} to ${queueSizes.most}`,
			default: "256 (128 up to QEMU 4.2)"
		},
		qemu: ({ queueSize, bus }) => ({ controller: { [queues[bus].size]: queueSize } }),
		evidence: ({ queueSize, bus }) => [onController("queue-size of the device", queues[bus].size, queueSize), inGuest("requests that the guest queues", "nr_requests", queueSize)],
		refused: ({ queueSize: size, bus }) => {
			if (size === void 0) return void 0;
			if (bus === "nvme") return notOnNvme(`queue-size=${size}`, "the guest sizes its queues");
			if (Number.isInteger(Math.log2(size)) && size >= queueSizes.least) return void 0;
			return {
				problem: `queue-size=${size} is not a size that QEMU gives a queue`,
				remedy: `use a power of two from ${queueSizes.least} to ${queueSizes.most}`
			};
		}
	},
	iothreadVqMapping: {
		name: "iothread-vq-mapping",
		values: {
			kind: "count",
			least: 1,
			most: 64
		},
		default: void 0,
		sets: "so many iothreads, over which the queues are spread in turn",
		docs: { default: "none" },
		qemu: ({ iothreadVqMapping: count }, { thread }) => {
			if (count === void 0) return {};
			const ids = Array.from({ length: count }, (_, index) => thread(index));
			return {
				objects: ids.map((id) => ({
					"qom-type": "iothread",
					id
				})),
				controller: { "iothread-vq-mapping": ids.map((iothread) => ({ iothread })) }
			};
		},
		evidence: ({ iothreadVqMapping: count }) => [onController("iothreads of the queues", "iothread-vq-mapping.length", count)],
		refused: ({ iothreadVqMapping: count, iothread, numQueues, bus }) => {
			if (count === void 0) return void 0;
			const given = `iothread-vq-mapping=${count}`;
			if (bus === "nvme") return notOnNvme(given, "the device has no iothread");
			if (iothread) return {
				problem: `${given} and iothread=on exclude each other`,
				remedy: "leave one of them out"
			};
			if (numQueues !== void 0 && numQueues >= count) return void 0;
			return {
				problem: `${given} needs a queue for each thread, and num-queues is ${numQueues ?? "not said"}`,
				remedy: `add num-queues=${count}, or more`
			};
		}
	},
	throttleNode: {
		name: "throttle-node",
		values: { kind: "switch" },
		default: false,
		sets: "a throttle node without limits above the format node, as Proxmox VE 9 has it",
		qemu: ({ throttleNode }, { throttle: id }) => throttleNode === true ? {
			objects: [{
				"qom-type": "throttle-group",
				id
			}],
			filter: {
				driver: "throttle",
				"throttle-group": id
			}
		} : {},
		evidence: ({ throttleNode }) => [inBlocks("driver of the device's node", topDriver, throttleNode ? "throttle" : void 0)]
	},
	rawNode: {
		name: "raw-node",
		values: { kind: "switch" },
		default: true,
		sets: "of a raw image: the raw node above the file, which newer libvirt leaves out",
		evidence: ({ rawNode }) => [inBlocks("driver in place of a raw node", "drv", rawNode === false ? "file" : void 0)],
		refused: ({ rawNode, format }) => rawNode === false && format !== "raw" ? {
			problem: `raw-node=off is a matter of format=raw: ${format} needs its node`,
			remedy: "use format=raw, or leave it out"
		} : void 0
	},
	l2CacheSize: {
		name: "l2-cache-size",
		values: cacheSizes,
		default: 32 * 2 ** 20,
		sets: "cache of a qcow2 image's tables, no larger than they are",
		docs: { values: "two clusters (128 KiB) to 512 MiB" },
		qemu: ({ l2CacheSize }) => ({ format: { "l2-cache-size": l2CacheSize } }),
		unproven: "QEMU tells nobody how large the cache is; it takes the size, or refuses it",
		refused: ({ l2CacheSize: size, format, clusterSize = tableBytes }) => {
			if (size === void 0) return void 0;
			if (format === "raw") return onlyQcow2(`l2-cache-size=${size}`);
			const least = 2 * Math.min(clusterSize, tableBytes);
			if (size >= least && size <= cacheSizes.most) return void 0;
			return {
				problem: `l2-cache-size=${size} is not two tables of the image (${least}) to 512 MiB`,
				remedy: `use ${least} or more`
			};
		}
	}
};

// src/disk/use-fields.ts
/** On an error the guest is told, never paused: a paused guest would look like a slow one. */
const errorPolicy = {
	werror: "report",
	rerror: "report"
};
/** The devices of each bus; config-wce would let the guest change the cache mode under test. */
const devices = {
	"virtio-blk": { device: {
		driver: "virtio-blk-pci",
		"config-wce": false,
		...errorPolicy
	} },
	"virtio-scsi": {
		controller: { driver: "virtio-scsi-pci" },
		device: {
			driver: "scsi-hd",
			...errorPolicy
		}
	},
	nvme: { device: { driver: "nvme" } }
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
				device: { "write-cache": spelled$1(writeCache) }
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
				onDevice("write-cache of the device", "write-cache", spelled$1(writeCache)),
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
		refused: ({ bus, iothread }) => bus === "nvme" && iothread ? notOnNvme("iothread=on", "the device has no iothread") : void 0
	},
	numQueues: {
		name: "num-queues",
		values: {
			kind: "count",
			least: 1,
			most: mostQueues
		},
		default: void 0,
		sets: "request queues of device or controller",
		docs: {
			values: `1 to ${mostQueues} (\`virtio-scsi\` ${queues["virtio-scsi"].most})`,
			default: "one for each CPU"
		},
		qemu: ({ numQueues, bus }) => ({ controller: { [queues[bus].name]: numQueues } }),
		evidence: ({ numQueues, bus }) => [onController("num-queues of the device", queues[bus].name, numQueues)],
		refused: ({ numQueues: count, bus }) => {
			if (count === void 0 || count >= 1 && count <= queues[bus].most) return void 0;
			if (bus !== "nvme") return {
				problem: `num-queues=${count} is outside what a device on bus=${bus} can have`,
				remedy: `use 1 to ${queues[bus].most}`
			};
			return notOnNvme(`num-queues=${count}`, "the guest asks for as many queues as it has CPUs");
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
* field is an entry in use-fields.ts, path-fields.ts or image-fields.ts, its type in mode.ts, and a
* fixture in fixtures/disk-fields.
*/
const fields = Object.entries({
	format,
	...useFields,
	...pathFields,
	...otherImageFields
}).map(([field, entry]) => ({
	...entry,
	field
}));
/** Keys that configure a disk mode, in the order in which they are documented. */
const modeKeys = fields.flatMap(({ name, values }) => values.kind === "cache" ? [name, ...flagKeys.map(({ key }) => key)] : [name]);
/** Every field of a mode with its value as QEMU spells it, those at their default among them. */
function fieldValues(mode) {
	return fields.map((entry) => {
		const given = mode[entry.field];
		return {
			name: entry.name,
			value: given === void 0 ? usualValue(entry) : spelled$1(given)
		};
	});
}
function usualValue({ docs, default: usual }) {
	return spelled$1(usual ?? docs?.default ?? "");
}
/** Whether a field says no more than leaving it out would. */
function isDefault({ name, value }) {
	return fields.some((entry) => entry.name === name && entry.always !== true && usualValue(entry) === value);
}
/** A field as keys and SPECs have it; a cache mode without a name is its flags. */
function spellField({ name, value }) {
	return name === "cache" ? describeCache(value) : `${name}=${value}`;
}
/**
* The canonical key: equal for equal modes, whatever they were called; fields in a fixed order.
* Those that came later only stand in it where they are not QEMU's default, so that keys, and
* histories with them, outlive new fields.
*/
function diskModeKey(mode) {
	return fieldValues(mode).filter((field) => !isDefault(field)).map(spellField).join(",");
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

// src/disk/evidence.ts
/** Sources that tell of a file, and so of no disk without storage. */
const fileSources = /* @__PURE__ */ new Set(["/proc/PID/fdinfo of QEMU", "what QEMU wrote to stderr"]);
/** Everything that must be said of a disk while its mode is in force, by source. */
function expectationsOf({ id, image, mode, shared }) {
	const names = diskNames(id);
	const full = withDefaults(mode);
	const driver = typeof image === "string" ? "file" : "null-co";
	return [
		...fields.flatMap(({ evidence }) => evidence?.(full, names) ?? []),
		inNodes("driver of the image's node", "drv", driver),
		onDevice("share-rw of the device", "share-rw", shared === true ? true : void 0)
	].filter(({ expected }) => expected !== void 0).filter(({ from }) => driver === "file" || !fileSources.has(from)).map((expectation) => mode.throttleNode === true ? belowFilter(expectation) : expectation).toSorted((a, b) => sources.indexOf(a.from) - sources.indexOf(b.from));
}
/** Of a filter and no more query-block tells: the format's node is asked by its name. */
function belowFilter(expectation) {
	const { from, at } = expectation;
	if (from !== "query-block" || at === "cache.writeback" || at === "image.format") return expectation;
	return {
		...expectation,
		from: "query-named-block-nodes",
		at: `format.${at}`
	};
}
/** Facts about the space of an image; nobody can tell what is shared on some filesystems. */
const spaceFacts = {
	holes: "bytes of the image that are not allocated",
	shared: "bytes of the image that other files share"
};
/**
* What keeps evidence from being that of a disk whose mode is in force: a fact that is missing,
* told twice, other than the mode implies, or none of its own. Undefined where it is whole.
*/
function evidenceFault(disk, evidence) {
	const wanted = new Map(expectationsOf(disk).map((one) => [one.fact, String(one.expected)]));
	const space = typeof disk.image === "string";
	if (space) wanted.set(spaceFacts.holes, "0");
	const told = new Map(evidence.map(({ fact, found }) => [fact, found]));
	if (space && told.has(spaceFacts.shared)) wanted.set(spaceFacts.shared, "0");
	const wrong = [...wanted].find(([fact, expected]) => told.get(fact) !== expected);
	if (wrong !== void 0) return `${wrong[0]} is ${told.get(wrong[0]) ?? "not told"} and should be ${wrong[1]}`;
	return evidence.length === wanted.size ? void 0 : "tells more than its mode implies";
}
/** Names of what a source is asked for, each once. */
function askedOf(source, expectations) {
	const asked = expectations.filter(({ from }) => from === source);
	return [...new Set(asked.map(({ at }) => at.split(".")[0] ?? at))];
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
/**
* A moment in a document. The length is limited because a fraction of a second could have millions
* of digits.
*/
const timeSchema = datetime().max(40);
/** A quantity in a document: finite, not negative. */
const amountSchema = number$1().nonnegative();
/** A digest in a document: 16 to 64 hex digits. */
const digestSchema = string().regex(/^[0-9a-f]{16,64}$/, "must be a lower-case hex digest");
/** A commit in a document. */
const commitSchema = string().regex(/^[0-9a-f]{40,64}$/);

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
	guestTools: digestSchema.nullable(),
	/** CPUs of the guest; absent where it has the usual ones, as in documents from before */
	guestCpus: int().positive().max(8).optional()
});
/** Digest of an environment as lower-case hex, independent of the order of its fields. */
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
/** JSON whose text does not depend on the order of keys. */
function canonicalJson(value) {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	return `{${Object.entries(value).filter(([, field]) => field !== void 0).toSorted(([a], [b]) => a < b ? -1 : 1).map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(",")}}`;
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
/** The job of a host arm; undefined for arms with a virtual disk. */
function jobOf(target) {
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
	/** The cells that gate. */
	cells: array(cellNameSchema).max(1e3)
});
/** Fewest rounds after which a test against noise can reject at an acceptable price. */
const firstLook = 6;
/** Up to this many rounds a run is looked at after every round, then after every second one. */
const lastSingleLook = 16;
/** After which rounds a run of `rounds` rounds is looked at. */
function looksFor(rounds) {
	return Array.from({ length: rounds }, (_, index) => index + 1).filter((look) => look === rounds || look >= firstLook && (look <= lastSingleLook || look % 2 === 0));
}
/**
* The looks at a measured run. A run that ended by its plan or its budget spends what is left at
* its end, since no number decided when that was. A run that was decided early spent what its plan
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

// src/core/pair.ts
/**
* How one workload alternates between the two disks of a pair; found by the pilot, and fixed in the
* plan before the first number.
*/
const slicesSchema = strictObject({
	workload: nameSchema,
	/** Mean length of one slice; the program jitters each by a quarter up or down. */
	milliseconds: amountSchema,
	/** Blocks of four slices (A B B A or B A A B) in a round. */
	blocks: int().positive().max(1e5),
	/**
	* Each block lasts long enough for costs that were put off, with a sync before it and a sync
	* inside its time.
	*/
	synced: boolean(),
	/** The cap on writes, and not the time, says how many blocks there are. */
	burst: boolean(),
	/**
	* A slice is too short for a steady part: its time is all of it, the filling and draining of the
	* queue included.
	*/
	drained: boolean()
});
/** Schema of a pair, as a plan keeps it. */
const pairSchema = strictObject({
	/** Index into the plan's arms of the disk that is judged. */
	head: int().nonnegative(),
	/** Index of the disk that it is measured against: its base side, or the yardstick. */
	against: int().nonnegative(),
	/**
	* `one file`: both disks are the same raw file and exchange its halves every block. `new images`:
	* each has its own, both laid out anew for every round by one writer in one sequence.
	*/
	place: _enum(["one file", "new images"]),
	/** Of each workload, in the suite's order; absent until the pilot ran. */
	slices: array(slicesSchema).min(1).max(64).optional()
});
/** Schema of what is drawn for a pair in a round. */
const drawSchema = strictObject({
	/** Who begins the first block. */
	first: _enum(["head", "against"]),
	/** Whether the two disks exchange their slots (PCI addresses). */
	slots: boolean(),
	/** Whether they exchange their images, or the halves with which the first block begins. */
	places: boolean(),
	/** Seed of the program's own draws: offsets, order of each block, lengths of slices. */
	seed: int().nonnegative()
});
/** Schema of what a round says of a pair's workload. */
const differenceSchema = strictObject({
	/** Index into the plan's pairs. */
	pair: int().nonnegative(),
	workload: nameSchema,
	/**
	* Natural logarithm of head's rate over the other's: the 25 %-trimmed mean over adjacent slices.
	*/
	log: number$1().min(-35).max(35),
	/** Its standard error over the slices of this round; the boot's own bias is not in it. */
	error: amountSchema,
	/** Ratios of adjacent slices behind it. */
	ratios: int().positive()
});
/**
* The pair in which an arm is judged: that with its base side where there is one, since a plan has
* those first. Undefined for arms in none, and in the other suites.
*/
function pairOfArm({ pairs = [] }, arm) {
	const found = pairs.findIndex((pair) => isMember(pair, arm));
	return found === -1 ? void 0 : found;
}
/**
* What contradicts itself in a document's pairs: each is a head disk and its base or a yardstick,
* and each round has a draw for it.
*/
function pairFaults({ plan, rounds }) {
	const { suite, arms, pairs, draws = [], order } = plan;
	if (pairs === void 0) return [];
	const areAll = (named) => named.length === suite.workloads.length && suite.workloads.every(({ name }, index) => named[index]?.workload === name);
	const wrong = pairs.findIndex(({ head, against, slices = [] }) => {
		const [one, other] = [arms[head], arms[against]];
		const isBase = other?.side === "base" && other.name === one?.name;
		return one?.side !== "head" || !(isBase || other?.side === "yardstick") || slices.length > 0 && !areAll(slices);
	});
	if (wrong !== -1) return [{
		path: `plan.pairs.${wrong}`,
		problem: "is no pair of the plan’s disks and workloads"
	}];
	if (draws.length !== order.length || draws.some((round) => round.length !== pairs.length)) return [{
		path: "plan.draws",
		problem: "are not one for each pair and round"
	}];
	const known = new Set(pairs.flatMap((_, pair) => suite.workloads.map(({ name }) => `${pair} ${name}`)));
	return rounds.flatMap(({ differences = [] }, round) => {
		const cells = differences.map(({ pair, workload }) => `${pair} ${workload}`);
		const left = new Set(known);
		const at = cells.findIndex((cell) => !left.delete(cell));
		const where = `rounds.${round}.differences`;
		if (at !== -1) return [{
			path: `${where}.${at}`,
			problem: "is of no cell, or of one that had its own"
		}];
		const other = differences.findIndex(({ pair, workload, ratios }) => {
			const slices = pairs[pair]?.slices?.find((one) => one.workload === workload);
			return slices !== void 0 && ratios !== 2 * slices.blocks;
		});
		return other === -1 ? [] : [{
			path: `${where}.${other}.ratios`,
			problem: "are not two for each planned block"
		}];
	});
}
/** Whether an arm is one of the two disks of a pair. */
function isMember(pair, arm) {
	return pair?.head === arm || pair?.against === arm;
}

// src/core/load.ts
/**
* What happened on the host during a round besides us. `othersCpu` in processors, `ioShare` others'
* part of what the drive moved, `ioRate` in bytes per second. It is told, and says which stored
* runs count.
*/
const loadSchema = strictObject({
	stealShare: amountSchema,
	othersCpu: amountSchema.optional(),
	ownCpu: amountSchema.optional(),
	ioShare: amountSchema.optional(),
	ioRate: amountSchema.optional(),
	pressure: strictObject({
		cpu: amountSchema,
		io: amountSchema
	}).optional()
});
/** What others can take of a host: its processors, time of the hypervisor, its drive. */
const loadParts = [
	"processors",
	"steal",
	"drive"
];
/**
* How much of a part others took: processors, a share of the time, bytes per second. Undefined
* where it is too little to be told, or not known.
*/
function takenByOthers(load, part) {
	const { othersCpu = 0, stealShare, ioShare = 0, ioRate = 0 } = load;
	switch (part) {
		case "processors": return othersCpu > .25 ? othersCpu : void 0;
		case "steal": return stealShare > .02 ? stealShare : void 0;
		case "drive": return ioShare > .05 && ioRate > 2 ** 20 ? ioRate : void 0;
		default: return part;
	}
}
/**
* Others' share of the host's processors during a run: the median over its rounds, of what their
* processes took and the hypervisor stole. Undefined without a round.
*/
function loadOf({ rounds, environment: { cpuCores } }) {
	const shares = rounds.map(({ load }) => (load.othersCpu ?? 0) / cpuCores + load.stealShare);
	return shares.toSorted((a, b) => a - b)[Math.floor(shares.length / 2)];
}
/**
* Whether numbers of two runs may be compared: levels sink under load, and ratios of
* unlike disks move. A quarter of the processors apart is like; what is not known is like anything.
*/
function isLikeLoad(one, other) {
	return one === void 0 || other === void 0 || Math.abs(one - other) <= .25;
}
/** Those of some runs that were measured under a load like that of `run`. */
function ofLikeLoad(run, runs) {
	const load = loadOf(run);
	return runs.filter((other) => isLikeLoad(loadOf(other), load));
}

// src/core/definition.ts
const lineSchema = int().positive();
/**
* Where a disk of a plan was written, if that was no config: a file of the repository, relative to
* its top, and what of that file is not measured as it stands there. Kept in the run, so that
* whoever judges it elsewhere sees a change that nobody measured.
*/
const definitionSchema = strictObject({
	path: textSchema,
	target: textSchema,
	line: lineSchema,
	/** Lines of the fields of the mode that the file says, by the field's name. */
	lines: record(string().max(64), lineSchema),
	/** Measured all the same, though the gate differs; a change of a value is never green. */
	told: array(strictObject({
		name: textSchema,
		value: textSchema,
		line: lineSchema.optional(),
		says: textSchema
	})).max(64),
	/** Knowingly not measured (`without`, `stand-in`); a change of a value is never green. */
	unmeasured: array(strictObject({
		name: textSchema,
		value: textSchema,
		line: lineSchema.optional()
	})).max(64),
	/** The file was handed over for this side, not read from its commit. */
	given: boolean().optional()
});

// src/core/suite.ts
/** What every suite of a document has; the rest is its kind's matter (`src/suites`). */
const shape = looseObject({
	name: nameSchema,
	/** The program that measures, which the guest has and whose version is recorded. */
	tool: nameSchema,
	workloads: array(looseObject({
		/** Unique in its suite: `randread-4k-qd1`. */
		name: nameSchema,
		/** What a reader calls it: `random read 4k, depth 1`. */
		title: textSchema
	})).min(1).max(64)
});
/** Schema of a suite of any kind: only its kind knows its other fields, which stay as they are. */
const suiteSchema = custom().check(({ value: input, issues }) => {
	const found = shape.safeParse(input).error?.issues ?? [];
	issues.push(...found.map(({ path, message }) => ({
		code: "custom",
		path,
		message,
		input
	})));
});
/** Digest over everything that makes two suites measure the same thing, in any order of fields. */
function suiteDigest(suite) {
	return sha256Hex(canonicalJson(suite)).slice(0, 16);
}

// src/core/plan.ts
const sides = [
	"head",
	"base",
	"host",
	"yardstick"
];
/**
* The side of an arm: head is judged, base is what it is judged against. What a host gives by
* itself (host: no QEMU, or a disk without storage) and the yardstick (the same plain disk in every
* run) are never judged.
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
/** What an arm measures, as one word: two are alike where it is the same. */
function targetKey(target) {
	return target.kind === "disk" ? diskModeKey(target.mode) : canonicalJson(target);
}
const plannedArmSchema = strictObject({
	/** Unique on its side, and stable over commits. */
	name: nameSchema,
	side: sideSchema,
	target: targetSchema,
	/** A host arm in a directory of its own, maybe on another drive: no disk is compared with it. */
	ownDirectory: boolean().optional(),
	/** Raw nodes between file and format, which pass everything on: a known loss of QEMU's own. */
	layers: int().positive().max(1e3).optional(),
	/** Of a base side: it is the head as this stored run had it. */
	asStored: strictObject({
		startedAt: timeSchema,
		commit: commitSchema.nullable()
	}).optional(),
	/** Where its disk was read; absent where the config says its fields. */
	definition: definitionSchema.optional()
});
/** Schema of a plan, as a run document keeps it. */
const planSchema = strictObject({
	suite: suiteSchema,
	arms: array(plannedArmSchema).min(1).max(128),
	rounds: int().positive().max(1e3),
	randomSeed: int(),
	/** For each round the indexes into `arms`, in the order in which they are measured. */
	order: array(array(int().nonnegative()).max(128)).max(1e3),
	/** What the suite `pairs` alternates between; absent in the others. */
	pairs: array(pairSchema).min(1).max(128).optional(),
	/** For each round what is drawn for each of `pairs`. */
	draws: array(array(drawSchema).max(128)).max(1e3).optional(),
	/** Wall time of the whole run after which no further round starts, in seconds. */
	budget: amountSchema,
	/** Bytes that a run may write to the drive, images and preparation included. */
	writeBudget: amountSchema,
	/**
	* The arms were picked by hand for this one run (`--disk`): those it leaves out are not missing.
	*/
	armsPicked: boolean().optional(),
	/** Disks that are the same on both sides, definition and all: neither measured nor judged. */
	unchanged: array(nameSchema).max(128).optional(),
	/**
	* How it will be judged; absent where nobody was to judge it, or nobody said how: one look, at
	* the end.
	*/
	gate: gateSchema.optional()
});

// src/core/reason.ts
/** Schema of one fact that was read back of a disk. */
const evidenceSchema = strictObject({
	fact: textSchema,
	expected: textSchema,
	found: textSchema
});
const round = int().nonnegative();
const ofArm = {
	arm: nameSchema,
	side: sideSchema
};
/** Schema of a doubt about a run, as its document keeps it. */
const caveatSchema = discriminatedUnion("kind", [
	strictObject({
		kind: literal("emulated"),
		said: textSchema
	}),
	strictObject({
		kind: literal("boot-retried"),
		round: round.optional(),
		side: sideSchema.optional(),
		said: textSchema
	}),
	strictObject({
		kind: literal("unsettled"),
		round,
		arm: nameSchema.optional(),
		side: sideSchema.optional(),
		after: array(nameSchema).min(1).max(64),
		bytes: amountSchema,
		seconds: amountSchema
	}),
	strictObject({
		kind: literal("unattested"),
		round,
		...ofArm,
		used: boolean(),
		evidence: array(evidenceSchema).max(64)
	}),
	strictObject({
		kind: literal("failed"),
		round,
		...ofArm,
		workload: nameSchema,
		said: textSchema
	}),
	strictObject({
		kind: literal("limits-unread"),
		unknown: array(textSchema).max(16)
	}),
	strictObject({
		kind: literal("unseen"),
		what: _enum(["drive", "boot"])
	}),
	strictObject({
		kind: literal("variables-dropped"),
		names: array(textSchema).max(64)
	}),
	strictObject({
		kind: literal("left-behind"),
		said: textSchema
	})
]);
const guardSchema = discriminatedUnion("kind", [
	strictObject({
		kind: _enum([
			"limit-ceiling",
			"limit-refills",
			"limit-held"
		]),
		side: _enum(["head", "against"]),
		source: _enum(["QEMU", "cgroup"]),
		what: _enum([
			"bytes",
			"requests",
			"processors"
		]),
		limit: amountSchema,
		rate: amountSchema
	}),
	strictObject({
		kind: _enum(["page-cache", "allocation"]),
		side: _enum(["head", "against"]),
		expected: amountSchema,
		found: amountSchema,
		moment: _enum(["before", "after"])
	}),
	strictObject({ kind: literal("instrument-bound") }),
	strictObject({
		kind: literal("tool-failed"),
		said: textSchema
	})
]);
/** Schema of why a round has no value of a pair, or of what is to be doubted of one. */
const failureSchema = strictObject({
	/** index into the plan's pairs */
	pair: int().nonnegative(),
	/** absent: all of its workloads */
	workload: nameSchema.optional(),
	reason: guardSchema
});

// src/core/run.ts
/** fio's engine for more than one request at a time; one for all arms of a run. */
const engineSchema = _enum(["io_uring", "libaio"]);
/** A part of the machine that an input gave: judged, never a part of the environment. */
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
const attestation = strictObject({
	ok: boolean(),
	evidence: array(evidenceSchema).max(64)
});
const arm = strictObject({
	name: nameSchema,
	side: sideSchema,
	commit: commitSchema.nullable(),
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
	/** in the suite `pairs` the pair it was measured in, since a head may be in two */
	pair: int().nonnegative().optional(),
	workload: nameSchema,
	metric: _enum(metricNames),
	value: amountSchema.max(0x38d7ea4c68000),
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
	/** in the suite `pairs`: how the two disks of each pair differ */
	differences: array(differenceSchema).max(1e4).optional(),
	/** and why those that are not there could not be had */
	failures: array(failureSchema).max(1e4).optional(),
	/** and what is to be doubted of those that are */
	doubts: array(failureSchema).max(1e4).optional(),
	/** what others did to the host meanwhile */
	load: loadSchema
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
	caveats: array(caveatSchema).max(200)
});
/** What tells a run from all others, under whatever names its document is stored. */
function runIdentity({ startedAt, randomSeed, fingerprint }) {
	return `${startedAt} ${randomSeed} ${fingerprint}`;
}
/** A run with its keys in the order of the schema; as it is where the schema refuses it. */
function orderedRun(run, narrowed) {
	const ordered = runSchema.safeParse(run);
	if (!ordered.success) return run;
	const suite = narrowed(ordered.data.plan.suite);
	if (!suite.ok) return run;
	return {
		...ordered.data,
		plan: {
			...ordered.data.plan,
			suite: suite.value
		}
	};
}
/**
* A text without this machine's directories: an absolute path keeps its last part, `…/disk0.raw`.
* Run documents are public, and the output of a failed tool may name a home directory. /dev, /proc
* and /sys stay whole, as every Linux has them.
*/
function redactPaths(text, known) {
	return known.filter((path) => path.length > 1).reduce((words, path) => words.replaceAll(`${path}/`, "…/"), text).replaceAll(/(?<![\w.…/:-])\/(?!(?:dev|proc|sys)\/)(?:[^\s/"'`:,;()[\]]+\/)+/g, "…/");
}

// src/core/quantity.ts
const units$1 = [
	"bytes",
	"KiB",
	"MiB",
	"GiB",
	"TiB"
];
/**
* Bytes for people, with four significant digits in the largest unit in which the number is at
* least 1: `1.25 GiB`.
*/
function formatBytes(bytes) {
	const power = bytes < 1024 ? 0 : Math.min(units$1.length - 1, Math.floor(Math.log2(bytes) / 10));
	return `${Number((bytes / 1024 ** power).toPrecision(4))} ${units$1[power] ?? "bytes"}`;
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
/**
* An interval of relative differences: `-18 % to +4.0 %`; `not known` where it has an end that no
* digits would tell.
*/
function formatInterval({ low, high }) {
	if (low < -.999 !== high < -.999 || low > 10 !== high > 10) return "not known";
	return `${formatChange(low)} to ${formatChange(high)}`;
}
/** A fraction without a sign: 0.12 -> `12 %`. */
function formatShare(fraction) {
	const size = Math.abs(fraction);
	return size > .999 && size < 1 ? "> 99.9 %" : `${Math.abs(Number(percentOf(-size)))} %`;
}
/**
* A share to three digits, for limits and for what is rare: 0.1264 -> `12.6 %`, 0.0004 -> `0.04 %`.
*/
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
/** The same of what has commas of its own: `a; b; and 3 more`. */
function formatClauses(clauses, most) {
	const left = clauses.length - most;
	return [...clauses.slice(0, most), ...left > 0 ? [`and ${left} more`] : []].join("; ");
}
/** A moment to the minute: `2026-03-01 12:00 UTC`. */
function formatMoment(iso) {
	return `${new Date(iso).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

// src/core/sample.ts
/**
* The sample of one cell. It is missing as a whole where one round has no valid value, or where the
* arm's mode was not shown to be in force: dropping only the failed rounds would keep the lucky
* ones.
*/
function sampleOf(run, place) {
	const { plan, rounds } = run;
	const arm = run.arms[place.armIndex];
	if (arm === void 0) return missing({
		kind: "no-arm",
		index: place.armIndex
	});
	if (run.stop.reason === "trouble") return missing({ kind: "trouble" });
	if (rounds.length === 0) return missing({ kind: "no-round" });
	const { ok, evidence } = arm.attestation;
	if (!ok) return missing({
		kind: "unattested",
		evidence
	});
	const pair = place.pair ?? pairOfArm(plan, place.armIndex);
	const logs = [];
	for (const round of rounds) {
		if (plan.order[round.index]?.includes(pair ?? place.armIndex) === false) continue;
		const failure = round.failures?.find((one) => one.pair === pair && (one.workload ?? place.workload) === place.workload);
		if (failure !== void 0) return missing({
			kind: "guarded",
			round: round.index,
			by: failure.reason
		});
		const found = measurementsOfCell(round, {
			...place,
			pair
		});
		const problem = problemOf(found, {
			run,
			round: round.index,
			place
		});
		if (problem !== void 0) return missing(problem);
		logs.push(Math.log(found[0]?.value ?? NaN));
	}
	return logs.length === 0 ? missing({ kind: "never-measured" }) : valuesOf(logs);
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
function logCentreOf(run, cell) {
	const sample = headSampleOf(run, cell);
	return sample.kind === "values" ? sample.logCentre : void 0;
}
/** The sample of a cell of a head arm. */
function headSampleOf(run, { arm, workload, metric }) {
	return sampleOf(run, {
		armIndex: headIndexOf(run, arm),
		workload,
		metric
	});
}
/** The index of a head arm; -1 where the run has none of that name. */
function headIndexOf({ arms }, arm) {
	return arms.findIndex(({ name, side }) => name === arm && side === "head");
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
function problemOf(found, { run, round, place }) {
	const [measurement] = found;
	if (measurement === void 0) return {
		kind: "no-value",
		round,
		...whatFailed(run, round, place)
	};
	if (found.length > 1) return {
		kind: "several-values",
		round,
		values: found.length
	};
	const { value } = measurement;
	return Number.isFinite(value) && value > 0 ? void 0 : {
		kind: "no-number",
		round,
		value
	};
}
function whatFailed(run, round, { armIndex, workload }) {
	const arm = run.arms[armIndex];
	const failed = run.caveats.find((caveat) => caveat.kind === "failed" && caveat.round === round && caveat.arm === arm?.name && caveat.side === arm.side && caveat.workload === workload);
	return failed?.kind === "failed" ? { said: failed.said } : {};
}
function missing(reason) {
	return {
		kind: "missing",
		reason
	};
}
/** Rounds are looked through once, however many cells are asked for: a document never changes. */
const placesOfRounds = /* @__PURE__ */ new WeakMap();
/** What was measured of one cell in one round: one value, unless the document is wrong. */
function measurementsOfCell({ measurements }, cell) {
	const places = placesOfRounds.get(measurements) ?? placesOf(measurements);
	placesOfRounds.set(measurements, places);
	const found = places.get(rowOf$1(cell))?.[placeOf$1(cell.armIndex, cell.metric)];
	if (found === void 0) return [];
	return "value" in found ? [found] : found;
}
function placesOf(measurements) {
	const places = /* @__PURE__ */ new Map();
	for (const measurement of measurements) {
		const key = rowOf$1(measurement);
		let row = places.get(key);
		if (row === void 0) places.set(key, row = []);
		const place = placeOf$1(measurement.arm, measurement.metric);
		const found = row[place];
		if (found === void 0) row[place] = measurement;
		else if ("value" in found) row[place] = [found, measurement];
		else found.push(measurement);
	}
	return places;
}
function rowOf$1({ pair, workload }) {
	return pair === void 0 ? workload : `${pair} ${workload}`;
}
const metricPlaces = new Map(metricNames.map((name, place) => [name, place]));
function placeOf$1(arm, metric) {
	return arm * metricNames.length + (metricPlaces.get(metric) ?? 0);
}

// src/plain-text.ts
/** What has no shape of its own: controls, turns of direction, no width, not assigned. */
const unseen = /(?![\u{fe0e}\u{fe0f}])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/**
* Foreign text as plain characters for a terminal: one line, no control characters (an escape
* sequence could rewrite the screen) and none that turn the direction of text or have no width.
*/
function plainText(text) {
	return plainLine(text).trim();
}
/** The same with the spaces at its ends, which indent it. */
function plainLine(text) {
	return text.replaceAll(/[\t\n\v\f\r\u{85}\u{2028}\u{2029}]+/gu, " ").replaceAll(unseen, "�");
}
/**
* A line for a terminal or the log of a job, whatever is in it. The runner takes a line that begins
* with `::` (V2), or has `##[` anywhere (V1), for a command: they are broken up. Source:
* actions/runner, ActionCommand.TryParseV2 and TryParse.
*/
function logLine(text) {
	return withoutCommands(plainLine(text));
}
function withoutCommands(line) {
	return line.replace(/^((?:\s|\p{Cc}\[\d+m)*):(?=:)/u, "$1: ").replaceAll("##[", "## [");
}
/** How our reports begin and end a colour (`src/report/layout.ts`). */
const colours = new RegExp(`(\\[(?:[012]|3[123])m)`);
/** Text of our own lines, and colours where it has some, of which nothing else is obeyed. */
function logLines(text, color = false) {
	return text.split("\n").map((line) => {
		return withoutCommands((color ? line.split(colours) : [line]).map((part, index) => index % 2 === 0 ? plainLine(part) : part).join(""));
	}).join("\n");
}
/**
* A value as JSON that a terminal and a log show as it is: what they would obey is written as
* `\u…`, so that it reads back unchanged.
*/
function jsonText(value) {
	return `${JSON.stringify(value, void 0, 2).replaceAll("##[", String.raw`#\u0023[`).replaceAll(unseen, (mark) => mark === "\n" ? mark : spell(mark))}\n`;
}
function spell(mark) {
	return Array.from({ length: mark.length }, (_, index) => mark.charCodeAt(index)).map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

// package.json
var version = "0.1.0";
var repository = {
	"type": "git",
	"url": "git+https://github.com/OWNER/qemu-storage-gate.git"
};

// src/version.ts
/** Version of this program from package.json; every run document has it. */
const toolVersion = version;
/** Address of the sources; package.json is the one place that names the account. */
const repositoryUrl = repository.url.replaceAll(/^git\+|\.git$/g, "");
/** Where bugs are reported. */
const issuesUrl = `${repositoryUrl}/issues`;

// src/errors.ts
/**
* Every exit status, what it means, and the errors that end with it; docs and `--help` list them in
* this order. A regression is a verdict (1) and never an error.
*/
const exitStatuses = [
	{
		status: 0,
		meaning: "passed",
		codes: []
	},
	{
		status: 1,
		meaning: "the gate failed",
		codes: []
	},
	{
		status: 2,
		meaning: "an argument, the config, a document or a directory can't be used",
		codes: [
			"bad-argument",
			"bad-config",
			"bad-document",
			"bad-directory"
		]
	},
	{
		status: 69,
		meaning: "host, guest or tool trouble ended the run",
		codes: [
			"missing-packages",
			"no-accelerator",
			"no-space",
			"lock-held",
			"guest-build",
			"qemu-failed",
			"guest-hung",
			"guest-panic",
			"agent-failed",
			"tool-failed",
			"host-changed",
			"host-refused",
			"github-refused",
			"no-checkout"
		]
	},
	{
		status: 70,
		meaning: "a bug",
		codes: ["bug"]
	},
	{
		status: 75,
		meaning: "the store could not be read or written",
		codes: ["store-unusable"]
	},
	{
		status: 130,
		meaning: "cancelled by SIGINT",
		codes: ["interrupted"]
	},
	{
		status: 143,
		meaning: "cancelled by SIGTERM or SIGHUP",
		codes: ["terminated"]
	}
];
const statusOf = Object.fromEntries(exitStatuses.flatMap(({ status, codes }) => codes.map((code) => [code, status])));
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
/** The message of a thrown value. */
function messageOf(thrown) {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
/** Whether a thrown value is a system error with this code, such as `ENOENT`. */
function hasCode(thrown, code) {
	return thrown instanceof Error && "code" in thrown && thrown.code === code;
}
/** Exit status of the process that ends with `error`. */
function exitStatusOf(error) {
	return statusOf[toldOf(error)?.code ?? "bug"];
}
/**
* The error that is told of a thrown value: what went wrong first, where giving resources back
* failed too (`await using` throws both as a SuppressedError). What the system refused is trouble
* of the host, wherever it happened, with `path` and `remedy` where more is known than it says;
* undefined where it is a bug.
*/
function toldOf(thrown, more = {}) {
	if (thrown instanceof SuppressedError) return toldOf(thrown.suppressed, more);
	if (thrown instanceof GateError) return thrown;
	return thrown instanceof Error && "syscall" in thrown ? refusalOf(thrown, more) : void 0;
}
const spaceCodes = /^(ENOSPC|EDQUOT)$/;
/** What the system refuses: its codes, the words of tools for it, and what helps. */
const refusals$1 = [
	[
		spaceCodes,
		/No space left|quota exceeded/,
		"free some space, or name another directory"
	],
	[
		/^E[MN]FILE$/,
		/Too many open files/,
		"allow more open files (`ulimit -n`)"
	],
	[
		/^EAGAIN$/,
		/annot fork|thread_create/,
		"allow more processes (`ulimit -u`, or those of the container)"
	],
	[
		/^ENOMEM$/,
		/annot allocate memory|set up guest memory|ut of memory/,
		"free some memory, or allow more (`ulimit -v`)"
	],
	[
		/^EFBIG$/,
		/File too large|SIGXFSZ/,
		"allow larger files (`ulimit -f`), or make the disks smaller (size=)"
	],
	[
		/^E(IO|STALE|REMOTEIO|NXIO|NODEV|UCLEAN|TIMEDOUT|NOTCONN|HOSTDOWN|SHUTDOWN)$/,
		/Input\/output error|Stale file handle/,
		"see the kernel log (`dmesg`), or use another drive"
	]
];
function refusalOf(cause, more) {
	const { code = "", message: why, syscall } = cause;
	const path = syscall === "uv_cwd" ? "the working directory" : more.path ?? cause.path;
	const isPlace = path !== void 0 && /^E(ACCES|PERM|ROFS|NOENT|.*DIR|LOOP|.*EXIST|NAME)/.test(code);
	const usual = /^\/(proc|sys)\b/.test(path ?? "") ? "run it where /proc and /sys can be read" : isPlace ? "let this user write there, or name another: --directory, --baseline, --out, TMPDIR, XDG_CACHE_HOME" : void 0;
	const facts = {
		problem: path === void 0 ? "the host refused a request" : `${path} can't be used`,
		why,
		path,
		remedy: more.remedy ?? refusals$1.find(([codes]) => codes.test(code))?.[2] ?? usual
	};
	const kind = spaceCodes.test(code) ? "no-space" : isPlace ? "bad-directory" : "host-refused";
	return new GateError(kind, facts, { cause });
}
/**
* The message for people: what happened, why, what to do, a pasteable command, the last lines of
* stderr and console. Facts come from anywhere, so each is one line of plain text.
*/
function describeError(thrown) {
	const error = toldOf(thrown);
	if (error === void 0) return describeBug(thrown);
	const { problem, faults, why, argv, exitCode, signal, stderrTail, consoleTail } = error.facts;
	const remedy = remedyOf(error);
	const ending = signal === void 0 ? exitCode === void 0 ? void 0 : `exit status ${exitCode}` : `killed by ${signal}`;
	return messageIn([
		sentence(faults === void 0 ? problem : `${problem}:`),
		...(faults ?? []).map((line) => `  ${line}`),
		why && `  why: ${sentence(why)}`,
		remedy && `  what to do: ${sentence(remedy)}`,
		argv && `  command: ${argv.map(quoteForShell).join(" ")}`,
		ending && `  ended with: ${ending}`,
		...indented("  stderr:", stderrTail),
		...indented("  last lines of the serial console:", consoleTail)
	]);
}
/**
* The remedy of an error: its own, else that of what its tool met, else the usual one of its kind;
* undefined where the error lists faults.
*/
function remedyOf({ code, facts }) {
	const { remedy, faults, signal, stderrTail } = facts;
	const met = `${signal} ${stderrTail}`;
	return remedy ?? refusals$1.find(([, words]) => words.test(met))?.[2] ?? (faults === void 0 ? usualRemedies[code] : void 0);
}
const reportIt = `report it at ${issuesUrl} with these lines`;
/** Remedies by kind of error, used where the error itself has none. */
const usualRemedies = {
	"qemu-failed": "run it again; if it fails again, `storage-gate doctor` shows what this host lacks, and --qemu selects another QEMU",
	"guest-hung": "run it again when the host is less busy; `storage-gate doctor` boots the same guest and reports what it finds",
	"guest-panic": "see the last lines of its console; use another guest kernel with --kernel or `storage-gate setup --upgrade-guest`",
	"agent-failed": `run it again; if it fails again, ${reportIt}`,
	"tool-failed": "`storage-gate doctor` shows what this host lacks; if a command is named, run it by hand to see more",
	"host-refused": `run it again; if it fails again, ${reportIt}`,
	"host-changed": "run it again, and do not change the host meanwhile",
	bug: reportIt,
	"github-refused": "see what GitHub says; docs/github.md lists what the job needs"
};
/** `word` as a POSIX shell reads it back unchanged. */
function quoteForShell(word) {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
function describeBug(thrown) {
	const error = thrown instanceof SuppressedError ? thrown.suppressed : thrown;
	const trace = error instanceof Error ? error.stack ?? error.message : String(error);
	return messageIn(indented(`This is a bug in qemu-storage-gate, please ${reportIt}:`, trace));
}
function sentence(text) {
	return /[.!?:]$/.test(text) ? text : `${text}.`;
}
/** A title and the lines of a text below it; nothing without a text. */
function indented(title, text = "") {
	if (text === "") return [];
	return [title, ...text.trimEnd().split(/\r?\n/).map((line) => `    ${line}`)];
}
function messageIn(lines) {
	return lines.flatMap((line) => line ? [logLine(line)] : []).join("\n");
}

// src/statistics/normal.ts
/**
* The value below which a standard normal variable falls with probability `p`, to about 1e-13
* relative; -Infinity at 0, NaN outside [0, 1].
*/
function normalQuantile(p) {
	if (!(p >= 0 && p <= 1)) return NaN;
	const [outside, inside] = [Math.min(p, 1 - p), Math.abs(p - .5)];
	if (outside === 0 || inside === 0) return (p - .5) * (inside === 0 ? 1 : Infinity);
	const size = outside < normalTail(tailFrom) ? halved((z) => normalTail(z) > outside) : halved((z) => massBelow(z) < inside);
	return p < .5 ? -size : size;
}
/** The number above 0 up to which `isBelow` holds, by halving an interval in its logarithm. */
function halved(isBelow) {
	let [low, high] = [1e-300, 1];
	while (isBelow(high)) [low, high] = [high, 4 * high];
	for (;;) {
		const middle = Math.sqrt(low) * Math.sqrt(high);
		if (middle <= low || middle >= high) return middle;
		if (isBelow(middle)) low = middle;
		else high = middle;
	}
}
/** From here on the tail is computed as such. */
const tailFrom = 2.5;
/**
* The probability that a standard normal variable exceeds `z`, to about 1e-13 relative, far into
* the tail. Sources: the series of G. Marsaglia, "Evaluating the normal distribution", 2004; in the
* tail the continued fraction DLMF 7.9.3.
*/
function normalTail(z) {
	if (z < 0) return 1 - normalTail(-z);
	if (z >= tailFrom) return z > 39 ? 0 : normalDensity(z) / (z + mills(z));
	return .5 - massBelow(z);
}
/** The probability of a value between 0 and `z`. */
function massBelow(z) {
	let term = z;
	let sum = z;
	for (let i = 3; term > 1e-17 * sum; i += 2) {
		term *= z * z / i;
		sum += term;
	}
	return sum * normalDensity(z);
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
/** The t > 0 that is exceeded with probability `tail` < 0.5. */
function upperQuantile(tail, df) {
	return tail === 0 ? Infinity : halved((t) => tailOf(t, df) > tail);
}
/** P(T > t) for t >= 0, from the side on which its continued fraction converges fast. */
function tailOf(t, df) {
	const square = t * t;
	const x = df / (df + square);
	const a = df / 2;
	const front = Math.exp(-a * Math.log1p(square / df)) * Math.sqrt(square / (df + square)) * gammaRatio(a) / rootPi;
	return x < (a + 1) / (a + 2.5) ? front * continuedFraction({
		a,
		b: .5,
		x
	}) / (2 * a) : .5 - front * continuedFraction({
		a: .5,
		b: a,
		x: square / (df + square)
	});
}
const rootPi = Math.sqrt(Math.PI);
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

// src/report/layout.ts
/** Width that lines of the terminal report are broken at: tables fit, and it is readable. */
const lineWidth = 110;
/**
* Rows of plain text as aligned columns: the first one left, the others right. Every row has the
* same number of cells.
*/
function alignColumns(rows, left = [0]) {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
	return rows.map((row) => row.map((cell, column) => left.includes(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)).join("  ").trimEnd());
}
/**
* A paragraph broken into lines between words, the first after `lead`, the others indented to its
* width.
*/
function paragraph(lead, text) {
	const indent = " ".repeat(lead.length);
	const lines = [];
	let line = lead;
	for (const word of text.split(" ")) {
		const isFirst = line.trim() === lead.trim() && line.length <= lead.length;
		if (!isFirst && line.length + 1 + word.length > lineWidth) {
			lines.push(line);
			line = indent + word;
		} else line += isFirst ? word : ` ${word}`;
	}
	return [...lines, line].join("\n");
}
/** The paint of a terminal, or none. Colours only repeat what the words say. */
function paintFor(color) {
	const sgr = (code) => (text) => color ? `\u{1b}[${code}m${text}\u{1b}[0m` : text;
	return {
		bold: sgr(1),
		faint: sgr(2),
		verdict: (text, verdict) => sgr(codes[verdict])(text)
	};
}
const codes = {
	regressed: 31,
	missing: 31,
	inconclusive: 33,
	improved: 32,
	unchanged: 32
};
/** The sentence with a capital at its beginning. */
function capitalized(sentence) {
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

// src/report/reasons.ts
/** Why a cell has its verdict. */
function reasonText(reason) {
	if (isPlain(reason)) return plainReasons[reason.kind];
	switch (reason.kind) {
		case "no-arm": return `the run has no arm ${reason.index}`;
		case "unattested": {
			const [broken] = contradictionsIn(reason.evidence);
			return broken === void 0 ? "its disk mode was not shown to be in force" : `its disk mode was not in force: ${broken}`;
		}
		case "no-value": {
			const why = reason.said === void 0 ? "" : `: ${reason.said}`;
			return `no value in ${roundText(reason.round)}${why}`;
		}
		case "several-values": return `${reason.values} values instead of one in ${roundText(reason.round)}`;
		case "no-number": return `the value is ${reason.value === 0 ? "zero" : reason.value} in ${roundText(reason.round)}`;
		case "too-short": {
			const { seconds, least, round } = reason;
			return `it ended after ${seconds.toFixed(1)} s, before the ${least.toFixed(1)} s that it needs at least, in ${roundText(round)}`;
		}
		case "no-difference": return `no difference of its two disks in ${roundText(reason.round)}`;
		case "unlike-sums": return `slices and sums of its two disks tell differences that no stalls explain, in ${roundText(reason.round)}`;
		case "arm-gone": return `the arm ${reason.arm} is in the baseline, and no longer in this run${reason.perhaps === void 0 ? "" : `; ${reason.perhaps} may be it, renamed`}`;
		case "other-arm": return `${reason.arm ?? "its base side"}: ${reasonText(reason.reason)}`;
		case "none-usable": return `no stored run is a baseline of it: ${reason.left.map(({ why, runs }) => leftOutText(why, runs)).join(", ")}`;
		case "several-gates": return `several gates have stored runs (${reason.folders.join(", ")}), so none were used: the input baseline can name one`;
		case "other-yardstick": return `every earlier run measured it beside another yardstick: ${reason.from} -> ${reason.to}`;
		case "other-load": return `every earlier run (${reason.runs}) was measured under other load of its host`;
		case "other-environment": return `every earlier run is of another environment: ${reason.facts.join(", ")}`;
		case "no-stored-arm": return `no earlier run has an arm ${reason.arm}`;
		case "guarded": return `${guardText(reason.by)}, in ${roundText(reason.round)}`;
		case "too-few-rounds": return `so few rounds can show no loss: ${reason.fewest} are the fewest that can`;
		case "host-moved": return `the host moved: the level changed by ${formatChange(reason.level)}, the ratio to the yardstick did not`;
		case "level-disagrees": return `the ratio to the yardstick lost, and the level (${formatChange(reason.level)}) does not show it`;
		case "decided-at": return `decided after ${formatCount(reason.rounds, "round")}`;
		case "weaker-durability": return `${describeCache(reason.now)} promises less durability than ${describeCache(reason.promised)}, whatever its speed`;
		case "below-accepted": {
			const accepted = reason.by === void 0 ? "that its first runs had" : `that ${reason.by} acknowledged`;
			return `${pointed(reason.change)} to the level ${accepted}${sinceText$1(reason)}; fix it, or acknowledge it`;
		}
		default: return reason;
	}
}
/** Those that say it all by their kind. */
const plainReasons = {
	trouble: "trouble ended the run before its end, so its numbers are not judged",
	"no-round": "no round was completed",
	"never-measured": "it was planned for none of the measured rounds",
	"nothing-stored": "no earlier run is stored",
	"no-stored-value": "no earlier run has a valid value of it",
	"no-base-side": "no base side of it was measured in this run",
	"one-round": "one round shows no spread, so no change can be told from noise",
	"beyond-but-could-be-nothing": "beyond the tolerance, but could be nothing",
	"small-loss": "a real loss, perhaps too small to matter: more rounds decide",
	"within-tolerance": "a real loss, within the tolerance",
	"perhaps-stalls": "the whole rounds lost, in rare stalls, but it could be nothing",
	"too-good": "more than twice as good: check that it still does the same work",
	stalls: "rare stalls: most slices are as fast as before, the whole rounds are not"
};
function isPlain(reason) {
	return Object.hasOwn(plainReasons, reason.kind);
}
/** Why some stored runs are no baseline. */
function leftOutText(why, runs) {
	const doubt = why === "later" ? " (is a clock wrong, or are the two the wrong way round?)" : "";
	return `${runs} ${leftOutTexts[why][runs === 1 ? 0 : 1]}${doubt}`;
}
/** Why one run is no baseline, and why several are not. */
const leftOutTexts = {
	itself: ["is this run itself", "are this run itself"],
	copy: ["is a copy of another one", "are copies of others"],
	"other-commit": ["is of a later commit", "are of later commits"],
	"before-level": ["is from before the newest level", "are from before the newest level"],
	later: ["began no earlier than this one", "began no earlier than this one"],
	"other-environment": ["is of another environment", "are of other environments"],
	trouble: ["was ended by trouble", "were ended by trouble"],
	"no-round": ["has no round", "have no round"],
	unattested: ["has no attested disk", "have no attested disk"],
	"beyond-newest": ["is beyond the newest", "are beyond the newest"]
};
/** What a guard found of a pair. */
function guardText(by) {
	switch (by.kind) {
		case "limit-ceiling": return `both disks are at a limit of ${limitText(by)}, and may be equal by it alone`;
		case "limit-refills": return `the ${diskText(by)} has a limit of ${limitText(by)}, hidden since it refills while the other disk runs`;
		case "limit-held": return `the ${diskText(by)} is at a limit of ${limitText(by)}`;
		case "page-cache": return `${shareText(by)} is in the page cache`;
		case "allocation": return `${shareText(by)} is not allocated`;
		case "instrument-bound": return "bound by the instrument, which could hardly issue more requests";
		case "tool-failed": return by.said;
		default: return by;
	}
}
function diskText({ side }) {
	return side === "head" ? "head" : "disk beside the head";
}
function limitText({ source, what, limit }) {
	const size = what === "bytes" ? formatBytes(limit) : `${formatFigure(limit)} ${what}`;
	return `${source === "QEMU" ? source : "its control group"} (${size}${what === "processors" ? "" : "/s"})`;
}
function shareText({ side, expected, found, moment }) {
	return `${formatRate(found)} of the image of the ${diskText({ side })}, instead of ${formatRate(expected)}, ${moment} measuring`;
}
/** A round as people count them. */
function roundText(round) {
	return `round ${round + 1}`;
}
/** Between which commits something changed. */
function sinceText$1({ from, to }) {
	if (to === void 0 || to === null) return "";
	const after = to.slice(0, 12);
	return from === null || from === void 0 ? ` since ${after}` : ` between ${from.slice(0, 12)} and ${after}`;
}
/** A level moves slowly, so its changes have a digit behind the point. */
function pointed(change) {
	return `${change < 0 ? "" : "+"}${(change * 100).toFixed(1)} %`;
}

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
const changeLegend = "change: + is better, - is worse, for latencies too (a higher latency counts as worse)";

// src/process/bounded-file.ts
/**
* The bytes of a regular file, as many as it has when it is opened. Whatever else stands there is
* refused with a sentence: a pipe is not waited for, an endless file not read to its end.
*/
function readBounded(path, { most, flags = 0 }) {
	const file = openSync(path, withoutWaiting | flags);
	try {
		return requireRegular(fstatSync(file), most) === 0 ? Buffer.alloc(0) : readFileSync(file);
	} finally {
		closeSync(file);
	}
}
/** Opens for reading without waiting for the other end of a pipe. */
const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK;
/** The size of a regular file; an error that says why it is not read. */
function requireRegular(facts, most) {
	if (!facts.isFile()) throw new Error("it is not a regular file");
	if (facts.size > most) throw new Error(tooLarge(facts.size, most));
	return facts.size;
}
/** Why a file of `bytes` bytes is not read. */
function tooLarge(bytes, most) {
	return `it has ${bytes} bytes, more than the ${most} that are read`;
}

// src/suites/suite.ts
/** Of suites that measure the block device as it is, and leave it as full as it was. */
const rawDisk = {
	budget: 900,
	writeBudget: 80 * 2 ** 30,
	writesAreCapped: true,
	diskSize: {
		usual: 2 * 2 ** 30,
		least: 64 * 2 ** 20
	},
	freshImages: false,
	hasDetails: true,
	matchedJob: ({ cache }) => {
		const { direct, writeCache } = cacheFlags(cache);
		return {
			direct,
			dsync: !writeCache
		};
	}
};
/** Bytes of a request that readers think of in IOPS. */
function iopsSizeOf(blockSize) {
	return blockSize < 65536 ? blockSize : void 0;
}
/** What to do about an error of the system that a tool named by its number; undefined of others. */
function remedyOfErrno(errno) {
	if (driveErrors.has(errno)) return "the drive is failing or gone: see the kernel log";
	return [28, 122].includes(errno) ? "make room on the filesystem of the disk's image" : void 0;
}
const driveErrors = /* @__PURE__ */ new Set([
	5,
	6,
	19,
	30,
	61,
	62,
	74,
	84,
	110,
	121,
	123
]);

// src/suites/fio/workloads.ts
const profiles$1 = [
	"quick",
	"standard",
	"thorough"
];
const workloadSchema$2 = strictObject({
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
/** Schema of the fio suite, as a run document keeps it. */
const fioSuiteSchema = strictObject({
	name: literal("fio"),
	tool: literal("fio"),
	profile: _enum(profiles$1),
	/** Run before the measuring, and thrown away. */
	rampMilliseconds: int().nonnegative(),
	runMilliseconds: int().positive(),
	/**
	* Bytes after the ramp at which a write workload ends before its time; the ramp may write as much
	* again at most.
	*/
	writeCap: int().positive(),
	engine: engineSchema,
	workloads: array(workloadSchema$2).min(1).max(64)
});
/**
* The fio suite in a profile. `engine` is the preferred one: a host that refuses it measures with
* libaio.
*/
function fioSuite(profile) {
	const { rampMilliseconds, runMilliseconds } = timesOf$1[profile];
	return {
		name: "fio",
		tool: "fio",
		profile,
		rampMilliseconds,
		runMilliseconds,
		writeCap: 2 ** 30,
		engine: "io_uring",
		workloads: workloads$1
	};
}
/**
* Rounds that a profile plans: `quick` the fewest that can decide, the others as many as the time
* is worth.
*/
function fioRounds(profile) {
	return timesOf$1[profile].rounds;
}
/** Whether a workload writes. */
function isWriting$1({ rw }) {
	return rw === "write" || rw === "randwrite";
}
const timesOf$1 = {
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
const smallRequests = {
	blockSize: 4096,
	fdatasync: false
};
const largeRequests = {
	blockSize: 2 ** 20,
	depth: 8,
	fdatasync: false
};
/** Latency, IOPS ceiling, write path without flush, cost of a flush, throughput both ways. */
const workloads$1 = [
	{
		name: "randread-4k-qd1",
		title: "random read 4k, depth 1",
		rw: "randread",
		depth: 1,
		...smallRequests
	},
	{
		name: "randread-4k-qd32",
		title: "random read 4k, depth 32",
		rw: "randread",
		depth: 32,
		...smallRequests
	},
	{
		name: "randwrite-4k-qd32",
		title: "random write 4k, depth 32",
		rw: "randwrite",
		depth: 32,
		...smallRequests
	},
	{
		name: "syncwrite-4k-qd1",
		title: "synced write 4k, depth 1",
		rw: "randwrite",
		depth: 1,
		...smallRequests,
		fdatasync: true
	},
	{
		name: "read-1m-qd8",
		title: "read 1M, depth 8",
		rw: "read",
		...largeRequests
	},
	{
		name: "write-1m-qd2",
		title: "write 1M, depth 2",
		rw: "write",
		...largeRequests,
		depth: 2
	}
];

// src/suites/fio/argv.ts
/** Name of the job that runs before a write workload and is thrown away. */
const rampJob = "ramp";
/**
* The command line of one workload (reasons in docs/workloads.md). Reads end
* by time. A time-based job ignores a byte limit, and `--io_size` counts what was written in
* `--ramp_time` too, while a job that reaches it in the ramp reports the ramp (fio 3.33); so a
* write workload's ramp is a job of its own, and `--stonewall` holds the measured one back until it
* is over.
*/
function fioArgv({ suite, workload, place }) {
	const { name, rw, blockSize, depth, fdatasync } = workload;
	const { rampMilliseconds: ramp, runMilliseconds: run, writeCap } = suite;
	const common = [
		"fio",
		"--output-format=json",
		`--filename=${place.file.replaceAll(":", "\\:")}`,
		"--allow_file_create=0",
		"--invalidate=0",
		`--direct=${place.direct ? 1 : 0}`,
		...place.dsync ? ["--sync=dsync"] : [],
		`--rw=${rw}`,
		`--bs=${blockSize}`,
		`--ioengine=${engineOf(suite, workload)}`,
		`--iodepth=${depth}`,
		...fdatasync ? ["--fdatasync=1"] : [],
		"--randrepeat=0",
		`--randseed=${place.seed}`,
		"--norandommap",
		"--group_reporting",
		"--percentile_list=50:95:99:99.9"
	];
	if (!isWriting$1(workload)) return [
		...common,
		`--name=${name}`,
		"--time_based",
		`--ramp_time=${ramp}ms`,
		`--runtime=${run}ms`
	];
	const rampOptions = ramp === 0 ? [] : [
		`--name=${rampJob}`,
		`--runtime=${ramp}ms`,
		`--io_size=${writeCap}`
	];
	return [
		...common,
		...rampOptions,
		`--name=${name}`,
		"--stonewall",
		`--runtime=${run}ms`,
		`--io_size=${writeCap}`
	];
}
/**
* fio's engine of a workload: psync where there is one request at a time, else the one that the
* plan resolved.
*/
function engineOf({ engine }, { depth }) {
	return depth === 1 ? "psync" : engine;
}
/**
* What of a report's options is not as the command line of the call has it, undefined where all
* are: fio repeats the options that it was given, those before the first `--name` as global ones,
* so that no other job's report passes for this one. Options without a value are not repeated (fio
* 3.33: norandommap, time_based, stonewall, group_reporting).
*/
function strangeOption(document, call) {
	const reported = [document["global options"], ...document.jobs.map((job) => job["job options"])];
	const sections = sectionsOf$1(fioArgv(call));
	for (const [index, { values, flags }] of sections.entries()) {
		const difference = differenceOf(reported[index] ?? {}, {
			values,
			flags
		});
		if (difference !== void 0) return difference;
	}
}
function sectionsOf$1(argv) {
	let section = {
		values: /* @__PURE__ */ new Map(),
		flags: /* @__PURE__ */ new Set()
	};
	const sections = [section];
	for (const word of argv.filter(isJobOption)) {
		const [, name = "", value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
		if (name === "name") {
			section = {
				values: /* @__PURE__ */ new Map(),
				flags: /* @__PURE__ */ new Set()
			};
			sections.push(section);
		}
		if (value === void 0) section.flags.add(name);
		else section.values.set(name, value);
	}
	return sections;
}
/** The program itself, and what it prints, are of no job. */
function isJobOption(word) {
	return word.startsWith("--") && !word.startsWith("--output-format=");
}
function differenceOf(reported, { values, flags }) {
	for (const [option, value] of values) if (reported[option] !== value) return `expected ${option}=${value}, fio reports ${reported[option] ?? "none"}`;
	const added = Object.entries(reported).find(([option]) => !values.has(option) && !flags.has(option));
	return added === void 0 ? void 0 : `fio reports ${added.join("=")}, which was not asked for`;
}

// src/core/parse-json.ts
/** The value of a JSON text; undefined, which JSON cannot express, where the text is not JSON. */
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/suites/fio/document.ts
const amount = number$1().nonnegative();
const percentile = record(string(), amount).optional();
const latency = object({
	mean: amount,
	max: amount,
	N: amount,
	percentile
});
/** One direction of a job: bytes, bytes per second, milliseconds, nanoseconds. */
const side = object({
	io_bytes: amount,
	bw_bytes: amount,
	iops: amount,
	runtime: amount,
	total_ios: amount,
	clat_ns: latency
});
const job = object({
	jobname: string(),
	error: number$1(),
	"job options": record(string(), string()),
	read: side,
	write: side,
	trim: object({ total_ios: amount }),
	/** `total_ios` stays 0 for psync with fdatasync: the count is lat_ns.N. */
	sync: object({ lat_ns: latency })
});
const schema$1 = object({
	"fio version": string().regex(/^fio-3\.\d+/, "is not fio 3, whose format this is"),
	"global options": record(string(), string()).default({}),
	jobs: array(job).min(1).max(16)
});
/**
* Reads fio's JSON. fio writes its remarks (`note: …`, `fio: …`) before it on the same stream;
* anything else there, or after it, is rejected, as is JSON that was cut. C's `nan` and `inf`, and
* commas of a locale, are no JSON.
*/
function readFioDocument(stdout) {
	const lines = stdout.split("\n");
	const start = lines.findIndex((line) => line === "{");
	const before = lines.slice(0, start === -1 ? void 0 : start).filter((line) => line.trim() !== "");
	const strange = before.find((line) => !/^(?:note|fio|[\w-]+): /.test(line));
	if (strange !== void 0) return reject("fio", `expected fio's JSON, found ${JSON.stringify(strange.slice(0, 120))}`);
	if (start === -1) {
		const said = before.at(-1);
		return reject("fio", said === void 0 ? "expected fio's JSON, found nothing" : `fio gave up: ${said}`);
	}
	const document = parseJson(lines.slice(start).join("\n"));
	if (document === void 0) return brokenJson(lines.slice(start));
	const parsed = schema$1.safeParse(document);
	if (parsed.success) return accept(parsed.data);
	const [issue] = parsed.error.issues;
	const path = issue?.path.map(String).join(".") ?? "";
	return reject("fio", `${path}: ${issue?.message ?? "not what fio 3 prints"}`, "install fio 3, for instance 3.33");
}
/** A line of JSON as fio prints it. */
const jsonLine = /^\s*(?:"[^"]*" : )?(?:[{[]|(?:[\]}]|"[^"]*"|-?\d+(?:\.\d+)?)?,?)$/;
function brokenJson(lines) {
	const end = lines.indexOf("}");
	const strange = lines.slice(0, end < 0 ? -1 : void 0).find((line, index) => !jsonLine.test(line) || end >= 0 && index > end && line !== "");
	if (strange === void 0) return reject("fio", "fio's JSON is not whole", "a truncated report is no reading");
	const problem = `expected one report in JSON, found: ${strange.trim().slice(0, 120)}`;
	return reject("fio", problem, "measure again, in the locale C");
}

// src/suites/fio/report.ts
/**
* What fio printed, as a reading. Rejects whatever is not the whole, sound report of this very
* call: other options than those that were asked for, an error of a job, nothing moved, requests in
* the other direction, a run that ended early for another reason than its cap or long after its
* time, and figures that contradict each other.
*/
function parseFio(stdout, call) {
	const document = readFioDocument(stdout);
	if (!document.ok) return document;
	const { workload, suite } = call;
	const path = `fio ${workload.name}`;
	const jobs = expectedJobs(document.value, call);
	if (typeof jobs === "string") return reject(path, jobs, "the output must be of the workload that was asked for");
	const { measured, ramp } = jobs;
	const failed = [...ramp, measured].find(({ error }) => error !== 0);
	if (failed !== void 0) {
		const problem = `the job ${failed.jobname} ended with error ${failed.error} (errno)`;
		return reject(path, problem, remedyOfErrno(failed.error));
	}
	const strange = strangeOption(document.value, call);
	if (strange !== void 0) return reject(path, strange);
	const writing = isWriting$1(workload);
	const moved = writing ? measured.write : measured.read;
	const contradiction = contradictionOf(moved, (writing ? measured.read : measured.write).total_ios + measured.trim.total_ios) ?? wrongDuration(moved, {
		suite,
		writing
	}) ?? impossibleFigure(measured, moved, workload);
	if (contradiction !== void 0) return reject(path, contradiction, "measure again: these figures cannot be trusted");
	const latencies = latenciesOf(measured, call);
	if (typeof latencies === "string") return reject(path, latencies);
	const { io_bytes: bytes, bw_bytes: throughput, runtime } = moved;
	const ofRamp = ramp.reduce((sum, { write }) => sum + write.io_bytes, 0);
	const iops = throughput / workload.blockSize;
	return accept({
		values: [
			{
				metric: "throughput",
				value: throughput
			},
			{
				metric: "iops",
				value: iops
			},
			...latencies
		],
		seconds: runtime / 1e3,
		bytes,
		bytesWritten: writing ? bytes + ofRamp : 0
	});
}
function expectedJobs({ jobs }, { workload, suite }) {
	const expected = [...isWriting$1(workload) && suite.rampMilliseconds > 0 ? [rampJob] : [], workload.name];
	const found = jobs.map(({ jobname }) => jobname);
	const measured = jobs.at(-1);
	if (measured === void 0 || found.join(" ") !== expected.join(" ")) return `expected the jobs ${expected.join(", ")}, found ${found.join(", ")}`;
	return {
		measured,
		ramp: jobs.slice(0, -1)
	};
}
function contradictionOf(moved, others) {
	const { io_bytes: bytes, total_ios: requests, runtime, bw_bytes: rate } = moved;
	if (bytes === 0 || requests === 0 || runtime === 0 || rate === 0) return `nothing was moved: ${bytes} bytes in ${requests} requests and ${runtime} ms`;
	if (others !== 0) return `${others} requests were of another kind`;
	const computed = bytes * 1e3 / runtime;
	return Math.abs(computed - rate) > rate * (.01 + 1 / runtime) ? `${bytes} bytes in ${runtime} ms are ${Math.round(computed)} bytes/s, but it printed ${rate}` : void 0;
}
/**
* Milliseconds that requests under way when the time is up may take before we say that the disk
* stood still.
*/
const patience = 5e3;
function wrongDuration({ runtime, io_bytes: bytes }, { suite, writing }) {
	const { runMilliseconds: planned, writeCap } = suite;
	if (runtime > planned + patience) return `it took ${runtime} ms, ${planned} ms were planned`;
	const reachedCap = writing && bytes >= writeCap;
	if (runtime >= .99 * planned || reachedCap) return void 0;
	return `it ended after ${runtime} ms of ${planned} ms${writing ? ` and before ${writeCap} bytes were written` : ""}`;
}
const nanosecond = 1e-9;
/**
* What no drive does: requests of another size, more waiting than there was time for, percentiles
* that fall.
*/
function impossibleFigure({ sync }, { io_bytes: bytes, total_ios: requests, runtime, clat_ns: { mean, max, N, percentile } }, { depth, blockSize }) {
	const waited = mean * N + sync.lat_ns.mean * sync.lat_ns.N;
	const longest = Math.max(max, sync.lat_ns.max);
	const tail = percentiles.flatMap(([, key]) => percentile?.[key] ?? []);
	if (Math.abs(bytes / blockSize - requests) <= depth && waited <= depth * (runtime * 101e4 + longest) && longest <= (runtime + patience) * 1e6 && mean <= max && tail.every((value, index) => value <= (tail[index + 1] ?? 1.02 * max))) return void 0;
	return `${requests} requests of ${bytes} bytes in ${runtime} ms contradict their latencies in all, longest, mean and percentiles: ${[
		waited,
		longest,
		mean,
		...tail
	].map((value) => value * nanosecond).join(", ")} s`;
}
const percentiles = [
	["latency-p50", "50.000000"],
	["latency-p95", "95.000000"],
	["latency-p99", "99.000000"],
	["latency-p999", "99.900000"]
];
/**
* Of a request from submission to completion, at depth 1 only: of more at a time, most of it is
* waiting for the others. Without percentiles of a write with its fdatasync: fio has those of
* either, but not of both together.
*/
function latenciesOf(job, { workload }) {
	const syncs = job.sync.lat_ns.N;
	if (workload.fdatasync && syncs < .95 * job.write.total_ios) return `${job.write.total_ios} writes had ${syncs} fdatasyncs`;
	if (workload.depth > 1) return [];
	const { mean, N, percentile } = (isWriting$1(workload) ? job.write : job.read).clat_ns;
	if (N === 0 || mean === 0) return "it has no latency";
	const all = {
		metric: "latency-mean",
		value: (mean + (workload.fdatasync ? job.sync.lat_ns.mean : 0)) * nanosecond
	};
	if (workload.fdatasync) return [all];
	const tail = percentiles.flatMap(([metric, key]) => {
		const value = percentile?.[key];
		return value === void 0 ? [] : [{
			metric,
			value: value * nanosecond
		}];
	});
	return tail.length < percentiles.length ? "it lacks percentiles of the latency" : [all, ...tail];
}

// src/suites/fio/suite.ts
/** fio on the raw block device. */
const fioKind = {
	name: "fio",
	schema: fioSuiteSchema,
	profiles: profiles$1,
	make: (profile) => fioSuite(profiles$1.find((known) => known === profile) ?? "standard"),
	rulesOf: (suite) => ({
		unit: "arm",
		steps: fioSteps(suite),
		profile: suite.profile,
		...rawDisk,
		gates: "never",
		rounds: fioRounds(suite.profile),
		addsHostJobs: true,
		workloads: suite.workloads.map((workload) => workloadRules(workload, suite)),
		probe: suite.engine === "libaio" ? void 0 : {
			argv: probeArgv,
			otherwise: {
				...suite,
				engine: "libaio"
			}
		},
		armFacts: { engine: suite.engine },
		description: describe$2(suite),
		leastSeconds: ({ workload, bytes }) => {
			const named = suite.workloads.find(({ name }) => name === workload);
			return named !== void 0 && isWriting$1(named) && bytes >= suite.writeCap ? 0 : .9 * suite.runMilliseconds / 1e3;
		}
	})
};
function workloadRules(workload, suite) {
	const { name, title, blockSize, depth } = workload;
	const most = suite.rampMilliseconds > 0 ? 2 * suite.writeCap : suite.writeCap;
	return {
		name,
		title,
		writes: isWriting$1(workload),
		mostWritten: isWriting$1(workload) ? most : 0,
		iopsSize: iopsSizeOf(blockSize),
		request: {
			bytes: blockSize,
			depth,
			leastBusy: .2
		},
		metrics: (target) => metricsOf(workload, target)
	};
}
/**
* Latency is expected at depth 1 only, since deeper it is mostly waiting for other requests; fio
* has no percentiles of a write with its fdatasync; processor time is QEMU's.
*/
function metricsOf({ depth, fdatasync }, target) {
	const latencies = depth > 1 ? [] : ["latency-mean", ...fdatasync ? [] : [
		"latency-p50",
		"latency-p95",
		"latency-p99",
		"latency-p999"
	]];
	const processor = target.kind === "host" ? [] : ["cpu-per-gib", "cpu-per-io"];
	return [
		"throughput",
		"iops",
		...latencies,
		...processor
	];
}
/** Reads a block through io_uring: kernel.io_uring_disabled, seccomp or an old fio refuse it. */
function probeArgv(file) {
	return [...[
		"fio",
		"--output-format=json",
		"--readonly",
		"--allow_file_create=0",
		...[
			"--name=probe",
			"--ioengine=io_uring",
			"--rw=read",
			"--bs=4096",
			"--size=4096"
		]
	], `--filename=${file.replaceAll(":", "\\:")}`];
}
function describe$2(suite) {
	const { profile, rampMilliseconds, runMilliseconds, writeCap, engine } = suite;
	return `fio on the raw block device with O_DIRECT, incompressible data, ${engine} (psync at depth 1); profile ${profile}: ${`${formatFigure(rampMilliseconds / 1e3)} s ramp, ${formatFigure(runMilliseconds / 1e3)} s measured`}, at most ${formatBytes(writeCap)} written`;
}
/** The suite as steps. */
function fioSteps(suite) {
	return suite.workloads.map((workload) => ({
		workload,
		seconds: (suite.rampMilliseconds + suite.runMilliseconds) / 1e3,
		argv: (place) => fioArgv({
			suite,
			workload,
			place
		}),
		parse: (stdout, place) => parseFio(stdout, {
			suite,
			workload,
			place
		})
	}));
}

// src/suites/pairs/workloads.ts
const workloadSchema$1 = strictObject({
	/** Unique in its suite: `randread-4k-qd1`. */
	name: nameSchema,
	/** What a reader calls it: `random read 4k, depth 1`. */
	title: textSchema,
	/** Share of requests that read, 0 to 1; the others write. */
	read: number$1().min(0).max(1),
	pattern: _enum(["random", "sequential"]),
	/** Bytes per request. */
	blockSize: int().positive(),
	/** Requests under way at a time. */
	depth: int().positive(),
	/** What follows each write. */
	sync: _enum(["none", "fdatasync"])
});
const profiles = [
	"quick",
	"standard",
	"thorough"
];
/** Schema of the suite `pairs`, as a run document keeps it. */
const pairsSuiteSchema = strictObject({
	name: literal("pairs"),
	tool: literal("sysbench"),
	profile: _enum(profiles),
	/** Measured on both disks together, per workload and round; writes may end at their cap. */
	seconds: number$1().positive().max(3600),
	/** Bytes that a workload may write on both disks together in a round, its warm-up apart. */
	writeCap: int().positive(),
	workloads: array(workloadSchema$1).min(1).max(64)
});
const timesOf = {
	quick: {
		seconds: 1.2,
		rounds: 10
	},
	standard: {
		seconds: 2.4,
		rounds: 12
	},
	thorough: {
		seconds: 4.8,
		rounds: 30
	}
};
/** The suite in a profile, with all its workloads. */
function pairsSuite(profile) {
	const { seconds } = timesOf[profile];
	return {
		name: "pairs",
		tool: "sysbench",
		profile,
		seconds,
		writeCap: 2 ** 30,
		workloads
	};
}
/** Rounds that a profile plans. */
function pairsRounds(profile) {
	return timesOf[profile].rounds;
}
const small = {
	pattern: "random",
	blockSize: 4096,
	sync: "none"
};
const large = {
	pattern: "sequential",
	blockSize: 2 ** 20,
	sync: "none"
};
/**
* Latency, IOPS ceiling, write path without flush, cost of a flush, throughput both ways. Large
* writes are two at a time: a fast drive is full with them, and each of the many that a round then
* has room for says as much as one of eight at a time.
*/
const workloads = [
	{
		name: "randread-4k-qd1",
		title: "random read 4k, depth 1",
		...small,
		read: 1,
		depth: 1
	},
	{
		name: "randread-4k-qd32",
		title: "random read 4k, depth 32",
		...small,
		read: 1,
		depth: 32
	},
	{
		name: "randwrite-4k-qd32",
		title: "random write 4k, depth 32",
		...small,
		read: 0,
		depth: 32
	},
	{
		name: "syncwrite-4k-qd1",
		title: "synced write 4k, depth 1",
		...small,
		read: 0,
		depth: 1,
		sync: "fdatasync"
	},
	{
		name: "read-1m-qd8",
		title: "read 1M, depth 8",
		...large,
		read: 1,
		depth: 8
	},
	{
		name: "write-1m-qd2",
		title: "write 1M, depth 2",
		...large,
		read: 0,
		depth: 2
	}
];

// src/suites/pairs/suite.ts
/** Two disks in slices of milliseconds, on the raw block device. */
const pairsKind = {
	name: "pairs",
	schema: pairsSuiteSchema,
	profiles,
	make: (profile) => pairsSuite(profiles.find((known) => known === profile) ?? "standard"),
	rulesOf: (suite) => ({
		unit: "pair",
		profile: suite.profile,
		...rawDisk,
		gates: "by default",
		rounds: pairsRounds(suite.profile),
		budget: 360,
		writeBudget: 16 * 2 ** 30,
		writesAreCapped: false,
		diskSize: {
			...rawDisk.diskSize,
			usual: 512 * 2 ** 20
		},
		addsHostJobs: false,
		workloads: suite.workloads.map(({ name, title, blockSize, read, depth }) => ({
			name,
			title,
			writes: read < 1,
			mostWritten: read < 1 ? 2 * suite.writeCap : 0,
			iopsSize: iopsSizeOf(blockSize),
			request: {
				bytes: blockSize,
				depth,
				leastBusy: depth === 1 ? .9 : 0
			},
			metrics: () => metrics
		})),
		description: describe$1(suite),
		leastSeconds: ({ workload }) => suite.workloads.some(({ name, read }) => name === workload && read < 1) ? 0 : .2 * suite.seconds
	})
};
const metrics = [
	"throughput",
	"iops",
	"latency-mean",
	"latency-p50",
	"latency-p95",
	"latency-p99",
	"latency-p999"
];
function describe$1({ tool, profile, seconds, writeCap }) {
	return `two disks of a guest in turns of milliseconds, ${tool} on the raw block device with O_DIRECT; profile ${profile}: ${formatFigure(seconds)} s for both, at most ${formatBytes(writeCap)} written`;
}

// src/suites/host-match.ts
/** The arms of a run with their indexes, since base and head share names. */
function indexedArms(run) {
	return run.arms.map((arm, index) => ({
		arm,
		index
	}));
}
/**
* The host arm that does the job of the arm's disk mode (`matchedJob`) in the directory of the
* disks. Undefined for host and null arms, and where the run has none; an arm with its own
* directory does not count, since that may be on another drive.
*/
function matchedHost(run, arm, { matchedJob, addsHostJobs }) {
	const { target } = arm.subject;
	if (target.kind !== "disk") return void 0;
	const wanted = hostJobName(matchedJob(target.mode));
	const fitting = indexedArms(run).filter(({ arm: { side, subject }, index }) => {
		const job = jobOf(subject.target);
		const beside = run.plan.arms[index]?.ownDirectory !== true;
		return side === "host" && beside && job !== void 0 && hostJobName(job) === wanted;
	});
	return fitting.find(({ arm: { name } }) => name === wanted) ?? (addsHostJobs ? void 0 : fitting[0]);
}

// src/suites/ratio.ts
/**
* The ratio of two arms of one run. Both were measured in every round, so the difference of their
* logs is taken round by round and what the round did to both cancels; Student's t over the rounds.
* Where one of them was measured in fewer rounds (a matched host job: the first only), it is that
* of what the report shows for both, without an interval: the spread of the fewer is not known.
*/
function ratioOf(run, request) {
	const [above, below] = samplesOf(run, request);
	if (above.kind === "missing" || below.kind === "missing" || above.n === below.n) {
		const differences = logDifferences(run, request);
		return differences.kind === "missing" ? differences : intervalOf(differences);
	}
	return {
		kind: "ratio",
		ratio: above.centre / below.centre,
		n: Math.min(above.n, below.n)
	};
}
function samplesOf(run, { over, under, workload }) {
	const of = (armIndex) => sampleOf(run, {
		armIndex,
		workload,
		metric: "throughput"
	});
	return [of(over), of(under)];
}
/** The paired log ratios themselves, as a sample. */
function logDifferences(run, request) {
	const [above, below] = samplesOf(run, request);
	if (above.kind === "missing") return named(run, request.over, above);
	if (below.kind === "missing") return named(run, request.under, below);
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
		reason: {
			kind: "other-arm",
			arm: run.arms[armIndex]?.name ?? `arm ${armIndex}`,
			reason
		}
	};
}

// src/suites/sysbench/claims.ts
/**
* Judges the claims of the blog post on a run: those whose arms the run has. `not decided` where
* the 95 % interval contains "no difference" or one round shows no spread. Source of the claims:
* "Performance of virtual storage (part 2)".
*/
function judgeClaims$1(run, rules) {
	return [
		defaultIsWriteback(run),
		writebackBeatsAll(run),
		unsafeIsSlightlyFaster(run),
		...slowerThanHost(run, rules)
	].filter((claim) => claim !== void 0);
}
/** Up to here "slightly faster": the post's own table has -1 % to +11 %. */
const slightly = 1.25;
function defaultIsWriteback(run) {
	const plain = headArms(run).find(({ arm }) => arm.name === "default");
	const writeback = rowOf(run, "writeback");
	if (plain === void 0 || writeback === void 0) return void 0;
	const attested = plain.arm.attestation.ok && writeback.arm.attestation.ok;
	const same = plain.arm.key === writeback.arm.key;
	const keys = [plain.arm.key, writeback.arm.key];
	const modes = !attested ? "unattested" : same ? "same" : keys;
	const outcome = attested ? same ? "holds" : "refuted" : "not decided";
	return {
		claim: "default is writeback",
		columns: perWorkload(run, (workload) => {
			const ratio = ratioOf(run, {
				over: plain.index,
				under: writeback.index,
				workload
			});
			return {
				outcome,
				evidence: {
					modes,
					ratios: [{
						label: "default/writeback",
						ratio
					}]
				}
			};
		})
	};
}
function writebackBeatsAll(run) {
	const writeback = rowOf(run, "writeback");
	const others = [
		"writethrough",
		"none",
		"directsync"
	].map((cache) => rowOf(run, cache)).filter((arm) => arm !== void 0);
	if (writeback === void 0 || others.length === 0) return void 0;
	return {
		claim: "writeback beats all others but unsafe",
		columns: perWorkload(run, (workload) => {
			const ratios = others.map((other) => ({
				label: `over ${other.arm.name}`,
				ratio: ratioOf(run, {
					over: writeback.index,
					under: other.index,
					workload
				})
			}));
			return {
				outcome: allOf(ratios.map(({ ratio }) => isAboveOne(ratio))),
				evidence: { ratios }
			};
		})
	};
}
function unsafeIsSlightlyFaster(run) {
	const writeback = rowOf(run, "writeback");
	const unsafe = rowOf(run, "unsafe");
	if (writeback === void 0 || unsafe === void 0) return void 0;
	return {
		claim: "unsafe is slightly faster than writeback",
		columns: perWorkload(run, (workload) => {
			const ratio = ratioOf(run, {
				over: unsafe.index,
				under: writeback.index,
				workload
			});
			return {
				outcome: isSlightlyAboveOne(ratio),
				evidence: { ratios: [{
					label: "unsafe/writeback",
					ratio
				}] }
			};
		})
	};
}
function slowerThanHost(run, rules) {
	const pairs = headArms(run).flatMap((disk) => {
		const host = matchedHost(run, disk.arm, rules);
		return host === void 0 ? [] : [{
			disk,
			host
		}];
	});
	if (pairs.length === 0) return [];
	const slower = {
		claim: "every virtual disk is slower than the host",
		columns: perWorkload(run, (workload) => {
			const ratios = pairs.map(({ disk, host }) => ({
				name: disk.arm.name,
				ratio: ratioOf(run, {
					over: disk.index,
					under: host.index,
					workload
				})
			}));
			return {
				outcome: allOf(ratios.map(({ ratio }) => opposite(isAboveOne(ratio)))),
				evidence: { ratios: fastestOf(ratios) }
			};
		})
	};
	const most = randomReadMost(run, pairs);
	return most === void 0 ? [slower] : [slower, most];
}
/**
* Random read against each other column: the ratio of their ratios to the host, geometric mean over
* the disks.
*/
function randomReadMost(run, pairs) {
	const { workloads } = run.plan.suite;
	const others = workloads.filter(({ name }) => name !== "rndrd");
	const random = workloads.find(({ name }) => name === "rndrd");
	if (random === void 0 || others.length === 0) return void 0;
	const ratios = others.map(({ name, title }, index) => ({
		label: `${index === 0 ? "its ratio to the host " : ""}over that of ${title}`,
		ratio: lossAgainst(run, pairs, [random.name, name])
	}));
	return {
		claim: "random read loses most",
		columns: [{
			workload: random.name,
			outcome: allOf(ratios.map(({ ratio }) => opposite(isAboveOne(ratio)))),
			evidence: { ratios }
		}]
	};
}
function lossAgainst(run, pairs, [random, other]) {
	const perRound = [];
	for (const { disk, host } of pairs) {
		const ofRandom = logDifferences(run, {
			over: disk.index,
			under: host.index,
			workload: random
		});
		const ofOther = logDifferences(run, {
			over: disk.index,
			under: host.index,
			workload: other
		});
		if (ofRandom.kind === "missing") return ofRandom;
		if (ofOther.kind === "missing") return ofOther;
		perRound.push(ofRandom.logs.map((log, round) => log - (ofOther.logs[round] ?? NaN)));
	}
	const rounds = [...(perRound[0] ?? []).keys()];
	return intervalOf(valuesOf(rounds.map((round) => meanOf(perRound.map((logs) => logs[round] ?? NaN)))));
}
function isAboveOne(ratio) {
	if (ratio.kind === "missing" || ratio.interval === void 0) return "not decided";
	if (ratio.interval.low > 1) return "holds";
	return ratio.interval.high < 1 ? "refuted" : "not decided";
}
function isSlightlyAboveOne(ratio) {
	if (isAboveOne(ratio) !== "holds" || ratio.kind === "missing") return isAboveOne(ratio);
	if (ratio.ratio <= slightly) return "holds";
	return (ratio.interval?.low ?? 0) > slightly ? "refuted" : "not decided";
}
function allOf(outcomes) {
	if (outcomes.includes("refuted")) return "refuted";
	return outcomes.every((outcome) => outcome === "holds") ? "holds" : "not decided";
}
function opposite(outcome) {
	if (outcome === "not decided") return outcome;
	return outcome === "holds" ? "refuted" : "holds";
}
function headArms(run) {
	return indexedArms(run).filter(({ arm }) => arm.side === "head");
}
/**
* The post's row of that name, where it is what its name says: a user's own disks are no rows of
* the post.
*/
function rowOf(run, cache) {
	return headArms(run).find(({ arm: { name, subject } }) => name === cache && subject.target.kind === "disk" && subject.target.mode.cache === cache);
}
function perWorkload(run, judgeColumn) {
	return run.plan.suite.workloads.map(({ name }) => ({
		workload: name,
		...judgeColumn(name)
	}));
}
function fastestOf(ratios) {
	const missing = ratios.filter(({ ratio }) => ratio.kind === "missing");
	const sorted = ratios.toSorted((a, b) => ratioValue(b.ratio) - ratioValue(a.ratio));
	return [...missing, ...sorted].slice(0, 1).map(({ name, ratio }) => ({
		label: `fastest ${name}`,
		ratio
	}));
}
function ratioValue(ratio) {
	return ratio.kind === "ratio" ? ratio.ratio : NaN;
}

// src/suites/sysbench/report.ts
/** Versions of sysbench 1.0: of distributions, and built from its repository (`1.0.20-ebf1c90`). */
const sysbenchVersion = /^1\.0(?:\.\d+)+(?:[-+~_][\w.+~-]*)?$/;
/** How sysbench 1.0 announces each mode. */
const announcements = {
	rndrd: "Doing random read test",
	rndwr: "Doing random write test",
	seqrd: "Doing sequential read test",
	seqwr: "Doing sequential write (creation) test"
};
/**
* A figure of the report, and the text before its colon. Rates per second, MiB/s, seconds,
* milliseconds: as printed.
*/
const labels = {
	readRate: "reads/s",
	writeRate: "writes/s",
	fsyncRate: "fsyncs/s",
	readMebibytes: "read, MiB/s",
	writtenMebibytes: "written, MiB/s",
	seconds: "total time",
	events: "total number of events",
	meanMilliseconds: "avg",
	maxMilliseconds: "max",
	p95Milliseconds: "95th percentile",
	sumMilliseconds: "sum"
};
/** The figures of a complete report, or the sentence that says what is missing or no number. */
function readFigures(stdout) {
	const doubt = /^WARNING: ((?:Operation time|Percentile).*)$/m.exec(stdout)?.[1];
	if (doubt !== void 0) return `sysbench warns: ${doubt}`;
	const figures = {};
	for (const [name, label] of Object.entries(labels)) {
		const [line, second] = stdout.matchAll(new RegExp(`^ +${label}: +(\\S+)$`, "gm"));
		if (line === void 0) return `expected the line "${label}", which the output lacks`;
		if (second !== void 0) return `expected one line "${label}", which the output has twice`;
		const [, text = ""] = line;
		const number = (name === "seconds" ? /^(\d+\.\d+)s$/ : /^(\d+(?:\.\d+)?)$/).exec(text)?.[1];
		if (!Number.isFinite(Number(number))) return `expected a number after "${label}", found "${text}"`;
		figures[name] = Number(number);
	}
	return /^ +execution time \(avg\/stddev\): +\d+\.\d{4}\/\d+\.\d\d$/m.test(stdout) ? figures : "expected the line \"execution time (avg/stddev)\" at the end, which the output lacks";
}
/** Whether sysbench says that it opened its files with O_DIRECT. */
function opensDirect(stdout) {
	return /^Extra file open flags: directio\s*$/m.test(stdout);
}
/**
* Why the report is not of sysbench 1.0 running this workload on these files; undefined where it
* is.
*/
function unexpectedHeader(stdout, { workload, suite }) {
	const version = /^sysbench (\S+)/.exec(stdout)?.[1];
	if (version === void 0) return {
		problem: `expected the output of sysbench, found ${stdout.trim() === "" ? "nothing" : JSON.stringify(stdout.slice(0, 60))}`,
		remedy: "run the command by hand to see what it prints"
	};
	if (!sysbenchVersion.test(version)) return {
		problem: `sysbench ${version} prints another format`,
		remedy: "install sysbench 1.0, for instance 1.0.20"
	};
	const fatal = /^FATAL: (.*)$/m.exec(stdout)?.[1];
	if (fatal !== void 0) return {
		problem: `sysbench gave up: ${fatal}`,
		remedy: remedyOfFatal(fatal)
	};
	const expected = [
		announcements[workload.mode],
		`${suite.files} files, ${binarySize(suite.fileTotalSize / suite.files)} each`,
		`Block size ${binarySize(suite.fileBlockSize)}`
	].find((line) => !stdout.split("\n").includes(line));
	if (expected === void 0) return void 0;
	return {
		problem: `expected the line "${expected}", which the output lacks`,
		remedy: "the output must be of the workload that was asked for"
	};
}
function remedyOfFatal(fatal) {
	const errno = Number(/errno = (\d+)/.exec(fatal)?.[1]);
	if (errno === 2 || fatal.startsWith("Size of file")) return "prepare the files first";
	return remedyOfErrno(errno) ?? "run the command by hand to see what it prints";
}
/**
* `bytes` in sysbench's own spelling: the largest binary unit, five significant digits at most (C's
* %.5g).
*/
function binarySize(bytes) {
	const units = [
		"",
		"Ki",
		"Mi",
		"Gi",
		"Ti"
	];
	const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
	return `${Number((bytes / 2 ** (10 * power)).toPrecision(5))}${units[power]}B`;
}

// src/suites/sysbench/workloads.ts
const workloadSchema = strictObject({
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
/** Schema of the suite, as a run document keeps it. */
const sysbenchSuiteSchema = strictObject({
	name: literal("sysbench"),
	tool: literal("sysbench"),
	seconds: int().positive(),
	files: int().positive(),
	fileTotalSize: int().positive(),
	fileBlockSize: int().positive(),
	fileFsyncFrequency: int().nonnegative(),
	workloads: array(workloadSchema).min(1).max(64)
});
/** The sysbench suite as the post measured it. */
const sysbenchSuite = {
	name: "sysbench",
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
/** Whether a workload writes. */
function isWriting({ mode }) {
	return mode === "rndwr" || mode === "seqwr";
}

// src/suites/sysbench/reading.ts
/**
* The command line of one step; it reads and makes `test_file.N` in its working directory.
*/
function sysbenchArgv(call) {
	const { suite, direct = true } = call;
	return [
		"sysbench",
		"fileio",
		`--file-num=${suite.files}`,
		`--file-total-size=${wholeMebibytes(suite.fileTotalSize)}`,
		`--file-block-size=${suite.fileBlockSize}`,
		`--file-fsync-freq=${suite.fileFsyncFrequency}`,
		"--rand-seed=1",
		...direct ? ["--file-extra-flags=direct"] : [],
		`--time=${suite.seconds}`,
		...call.command === "run" ? [`--file-test-mode=${call.workload.mode}`] : [],
		call.command
	];
}
/**
* What sysbench 1.0 printed, as a reading. Rejects whatever is not the whole, sound report of this
* very workload: another version, another mode or file set, a figure that is missing or zero, a run
* that ended early or long after its time, and figures that contradict each other.
*/
function parseSysbench(stdout, { workload, suite }) {
	const path = `sysbench ${workload.name}`;
	const refuse = (problem, remedy) => reject(path, problem, remedy);
	const strangeness = unexpectedHeader(stdout, {
		workload,
		suite
	});
	if (strangeness !== void 0) return refuse(strangeness.problem, strangeness.remedy);
	const figures = readFigures(stdout);
	if (typeof figures === "string") return refuse(figures, "measure again: only a whole report of numbers is a reading");
	const contradiction = findContradiction(figures, {
		workload,
		suite
	});
	if (contradiction !== void 0) return refuse(contradiction, "measure again: these figures cannot be trusted");
	return accept({
		...readingOf(figures, {
			workload,
			suite
		}),
		direct: opensDirect(stdout)
	});
}
function wholeMebibytes(bytes) {
	return bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20}M` : String(bytes);
}
/** Seconds that each fsync of the last round may take before we say that the run stood still. */
const slowFsync = .1;
function findContradiction(figures, { workload, suite }) {
	const { rate, otherRate, mebibytes } = sideOf(figures, workload);
	const { seconds, events, sumMilliseconds } = figures;
	if (rate === 0 || events === 0 || mebibytes === 0 || sumMilliseconds === 0) return `nothing was ${isWriting(workload) ? "written" : "read"}: ${events} events, ${rate} operations/s, ${mebibytes} MiB/s`;
	if (otherRate !== 0) return `found ${otherRate} ${isWriting(workload) ? "reads" : "writes"}/s in a ${workload.title}`;
	const latest = suite.seconds + 1 + suite.files * slowFsync;
	if (seconds < suite.seconds * .99 || seconds > latest) return `expected it to take ${suite.seconds} s (at most ${latest} s with the last fsyncs), but it took ${seconds} s`;
	const computed = rate * suite.fileBlockSize / 2 ** 20;
	if (Math.abs(computed - mebibytes) > .01 + computed * .001) return `${rate} operations/s of ${suite.fileBlockSize} bytes are ${computed.toFixed(2)} MiB/s, but it printed ${mebibytes} MiB/s`;
	const counted = countOperations(figures, {
		workload,
		suite
	}) / seconds;
	return Math.abs(counted / rate - 1) > .2 ? `${events} events in ${seconds} s are ${counted.toFixed(2)} operations/s, but it printed ${rate}` : impossibleLatency(figures);
}
/** One thread waits for one request at a time. Milliseconds are printed to 0.01. */
function impossibleLatency({ seconds, events, meanMilliseconds: mean, maxMilliseconds: max, p95Milliseconds: p95, sumMilliseconds: sum }) {
	if (sum > seconds * 1010) return `one thread waited ${sum} ms within ${seconds} s`;
	if (Math.abs(sum / events - mean) <= .01 && mean <= max + .01 && max <= sum + .01 && p95 <= 1.02 * max + .01 && .05 * (p95 - .01) * events <= 1.02 * sum) return void 0;
	return `${events} latencies of ${sum} ms in all have no mean of ${mean}, 95th percentile of ${p95} and most of ${max} ms`;
}
function sideOf(figures, workload) {
	const { readRate, writeRate, readMebibytes, writtenMebibytes } = figures;
	return isWriting(workload) ? {
		rate: writeRate,
		otherRate: readRate,
		mebibytes: writtenMebibytes
	} : {
		rate: readRate,
		otherRate: writeRate,
		mebibytes: readMebibytes
	};
}
/**
* How many reads or writes there were. sysbench prints their rate over an interval that it doesn't
* print (to the printing, about 1 ms longer than `total time`), and the number of events, which for
* writes counts the fsyncs but not those at the end, one a file. The share of the writes among all
* of them gives a whole number in every captured report.
*/
function countOperations(figures, { workload, suite }) {
	const { events, writeRate, fsyncRate } = figures;
	if (!isWriting(workload)) return events;
	return Math.round((events + suite.files) * writeRate / (writeRate + fsyncRate));
}
function readingOf(figures, asked) {
	const { seconds, events, sumMilliseconds, p95Milliseconds: p95 } = figures;
	const operations = countOperations(figures, asked);
	const bytes = operations * asked.suite.fileBlockSize;
	const mean = sumMilliseconds / events / 1e3;
	return {
		values: [
			{
				metric: "throughput",
				value: bytes / seconds
			},
			{
				metric: "iops",
				value: operations / seconds
			},
			{
				metric: "latency-mean",
				value: mean
			},
			...p95 === 0 ? [] : [{
				metric: "latency-p95",
				value: p95 / 1e3
			}]
		],
		seconds,
		bytes,
		bytesWritten: isWriting(asked.workload) ? bytes : 0
	};
}

// src/suites/sysbench/suite.ts
/** sysbench fileio on files of its own: the blog post's table. */
const sysbenchKind = {
	name: "sysbench",
	schema: sysbenchSuiteSchema,
	profiles: [],
	make: () => sysbenchSuite,
	rulesOf: (suite) => ({
		unit: "arm",
		steps: sysbenchSteps(suite),
		gates: "asked",
		rounds: 3,
		budget: 900,
		writeBudget: 320 * 2 ** 30,
		writesAreCapped: false,
		diskSize: diskSizeFor(suite),
		files: {
			names: Array.from({ length: suite.files }, (_, index) => `test_file.${index}`),
			totalSize: suite.fileTotalSize,
			prepare: ({ direct }) => sysbenchArgv({
				suite,
				command: "prepare",
				direct
			}),
			makesOwn: (workload) => suite.workloads.some(({ name, mode }) => name === workload && mode === "seqwr")
		},
		freshImages: true,
		addsHostJobs: false,
		workloads: suite.workloads.map((workload) => ({
			name: workload.name,
			title: workload.title,
			writes: isWriting(workload),
			mostWritten: isWriting(workload) ? suite.fileTotalSize : 0,
			iopsSize: void 0,
			request: {
				bytes: suite.fileBlockSize,
				depth: 1,
				leastBusy: isWriting(workload) ? 0 : .2
			},
			metrics: () => [
				"throughput",
				"iops",
				"latency-mean",
				"latency-p95"
			]
		})),
		description: describe(suite),
		hasDetails: false,
		matchedJob,
		leastSeconds: () => .9 * suite.seconds,
		judgeClaims: (run) => judgeClaims$1(run, {
			matchedJob,
			addsHostJobs: false
		})
	})
};
/** Its files, with ext4's own structures and journal. */
function diskSizeFor({ fileTotalSize }) {
	const least = fileTotalSize + 64 * 2 ** 20;
	return {
		usual: least,
		least
	};
}
/**
* The blog post got its "10x slower" by comparing a direct disk with the host's page cache.
* sysbench has no O_DSYNC, so only direct and buffered are told apart.
*/
const matchedJob = ({ cache }) => ({
	direct: cacheFlags(cache).direct,
	dsync: false
});
function describe(suite) {
	const fsync = suite.fileFsyncFrequency === 0 ? "never fsyncs" : `fsyncs all files every ${formatCount(suite.fileFsyncFrequency, "request")}`;
	const files = `${formatCount(suite.files, "file")}, ${formatBytes(suite.fileTotalSize)} in all`;
	return `${suite.tool} writes zeros and ${fsync}; ${files}, blocks of ${formatBytes(suite.fileBlockSize)}, ${suite.seconds} s each`;
}
/**
* The suite as steps: sysbench makes and reads its files in the working directory, always with the
* same seed.
*/
function sysbenchSteps(suite) {
	return suite.workloads.map((workload) => ({
		workload,
		seconds: suite.seconds,
		argv: ({ direct }) => sysbenchArgv({
			suite,
			workload,
			command: "run",
			direct
		}),
		parse: (stdout, { direct }) => {
			const reading = parseSysbench(stdout, {
				workload,
				suite
			});
			if (!reading.ok || reading.value.direct === direct) return reading;
			return reject(`sysbench ${workload.name}`, `it opened its files ${direct ? "without" : "with"} O_DIRECT`);
		}
	}));
}

// src/suites/registry.ts
const kinds = /* @__PURE__ */ new Map();
for (const kind of [
	pairsKind,
	sysbenchKind,
	fioKind
]) register(kind);
/** What is measured where nobody names a suite: with disks that are named, and without any. */
const suiteInstead = {
	disks: "pairs",
	noDisks: "sysbench"
};
/** Adds a kind of suite until the result is disposed of. A name that is taken is a `RangeError`. */
function register(kind) {
	if (kinds.has(kind.name)) throw new RangeError(`there is a suite ${kind.name} already`);
	kinds.set(kind.name, kind);
	return { [Symbol.dispose]: () => void kinds.delete(kind.name) };
}
/** The kinds that there are, in the order in which they are listed. */
function suiteKinds() {
	return [...kinds.values()];
}
/** The kind of that name; undefined where there is none. */
function kindNamed(name) {
	return kinds.get(name);
}
/** The kind of a suite that is in a plan or a decoded document, which therefore has one. */
function kindOf$1({ name }) {
	const kind = kinds.get(name);
	if (kind === void 0) throw new RangeError(`there is no suite ${name}`);
	return kind;
}
/** The suite of that name as it is without a profile and with all its workloads. */
function suiteNamed(name) {
	return kindOf$1({ name }).make();
}
/** What holds of a suite. */
function rulesOf(suite) {
	return kindOf$1(suite).rulesOf(suite);
}
/** What a run says of the claims that its suite is known for. */
function judgeClaims(run) {
	return rulesOf(run.plan.suite).judgeClaims?.(run) ?? [];
}

// src/core/policy.ts
/**
* What a run is compared with: the base side of the same run, the stored runs, or both; with both,
* the base side alone decides.
*/
const references = [
	"both",
	"base",
	"stored"
];
/** The verdicts that can fail a gate; without the first two it would be none. */
const failingVerdicts = [
	"regressed",
	"missing",
	"inconclusive"
];
/** The policy that holds where nothing else is said. */
const defaultPolicy = {
	tolerance: .05,
	falseAlarm: .01,
	failOn: ["regressed", "missing"],
	cells: [],
	reference: "both"
};
/** A policy as it holds for a suite that gates so. */
function policyFor(gates, policy) {
	const none = { gate: false };
	if (gates === "asked") return {
		...policy,
		cells: [none, ...policy.cells]
	};
	return gates === "never" ? {
		...policy,
		cells: [...policy.cells, none]
	} : policy;
}
/** What the policy says about a cell. */
function ruleFor(cell, policy) {
	const matching = policy.cells.filter((rule) => isMeant(rule, cell));
	const gate = matching.findLast((rule) => rule.gate !== void 0)?.gate ?? cell.metric === "throughput";
	const tolerance = matching.findLast((rule) => rule.tolerance !== void 0)?.tolerance ?? policy.tolerance;
	return {
		gated: cell.side === "head" && gate,
		tolerance
	};
}
/** Whether the policy for some cells is for that one, too. */
function isMeant({ disk, workload, metric }, cell) {
	return (disk ?? cell.arm) === cell.arm && (workload ?? cell.workload) === cell.workload && (metric ?? cell.metric) === cell.metric;
}
/** Whether cells of these verdicts fail the gate. */
function isFailing(verdicts, failOn) {
	const failing = failOn;
	return verdicts.some((verdict) => failing.includes(verdict));
}

// node_modules/yaml/dist/nodes/identity.js
var require_identity = /* @__PURE__ */ __commonJSMin(((exports) => {
	const ALIAS = Symbol.for("yaml.alias");
	const DOC = Symbol.for("yaml.document");
	const MAP = Symbol.for("yaml.map");
	const PAIR = Symbol.for("yaml.pair");
	const SCALAR = Symbol.for("yaml.scalar");
	const SEQ = Symbol.for("yaml.seq");
	const NODE_TYPE = Symbol.for("yaml.node.type");
	const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
	const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
	const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
	const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
	const isScalar = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR;
	const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
	function isCollection(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case MAP:
			case SEQ: return true;
		}
		return false;
	}
	function isNode(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case ALIAS:
			case MAP:
			case SCALAR:
			case SEQ: return true;
		}
		return false;
	}
	const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;
	exports.ALIAS = ALIAS;
	exports.DOC = DOC;
	exports.MAP = MAP;
	exports.NODE_TYPE = NODE_TYPE;
	exports.PAIR = PAIR;
	exports.SCALAR = SCALAR;
	exports.SEQ = SEQ;
	exports.hasAnchor = hasAnchor;
	exports.isAlias = isAlias;
	exports.isCollection = isCollection;
	exports.isDocument = isDocument;
	exports.isMap = isMap;
	exports.isNode = isNode;
	exports.isPair = isPair;
	exports.isScalar = isScalar;
	exports.isSeq = isSeq;
}));

// node_modules/yaml/dist/visit.js
var require_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove node");
	/**
	* Apply a visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	function visit(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (visit_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else visit_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visit.SKIP = SKIP;
	/** Remove the current node */
	visit.REMOVE = REMOVE;
	function visit_(key, node, visitor, path) {
		const ctrl = callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visit_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = visit_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = visit_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = visit_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	/**
	* Apply an async visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `Promise`: Must resolve to one of the following values
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	async function visitAsync(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (await visitAsync_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else await visitAsync_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visitAsync.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visitAsync.SKIP = SKIP;
	/** Remove the current node */
	visitAsync.REMOVE = REMOVE;
	async function visitAsync_(key, node, visitor, path) {
		const ctrl = await callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visitAsync_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = await visitAsync_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = await visitAsync_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = await visitAsync_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	function initVisitor(visitor) {
		if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) return Object.assign({
			Alias: visitor.Node,
			Map: visitor.Node,
			Scalar: visitor.Node,
			Seq: visitor.Node
		}, visitor.Value && {
			Map: visitor.Value,
			Scalar: visitor.Value,
			Seq: visitor.Value
		}, visitor.Collection && {
			Map: visitor.Collection,
			Seq: visitor.Collection
		}, visitor);
		return visitor;
	}
	function callVisitor(key, node, visitor, path) {
		if (typeof visitor === "function") return visitor(key, node, path);
		if (identity.isMap(node)) return visitor.Map?.(key, node, path);
		if (identity.isSeq(node)) return visitor.Seq?.(key, node, path);
		if (identity.isPair(node)) return visitor.Pair?.(key, node, path);
		if (identity.isScalar(node)) return visitor.Scalar?.(key, node, path);
		if (identity.isAlias(node)) return visitor.Alias?.(key, node, path);
	}
	function replaceNode(key, path, node) {
		const parent = path[path.length - 1];
		if (identity.isCollection(parent)) parent.items[key] = node;
		else if (identity.isPair(parent)) {
			if (key === "key") parent.key = node;
			else parent.value = node;
		} else if (identity.isDocument(parent)) parent.contents = node;
		else {
			const pt = identity.isAlias(parent) ? "alias" : "scalar";
			throw new Error(`Cannot replace node with ${pt} parent`);
		}
	}
	exports.visit = visit;
	exports.visitAsync = visitAsync;
}));

// node_modules/yaml/dist/doc/directives.js
var require_directives = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	const escapeChars = {
		"!": "%21",
		",": "%2C",
		"[": "%5B",
		"]": "%5D",
		"{": "%7B",
		"}": "%7D"
	};
	const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
	var Directives = class Directives {
		constructor(yaml, tags) {
			/**
			* The directives-end/doc-start marker `---`. If `null`, a marker may still be
			* included in the document's stringified representation.
			*/
			this.docStart = null;
			/** The doc-end marker `...`.  */
			this.docEnd = false;
			this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
			this.tags = Object.assign({}, Directives.defaultTags, tags);
		}
		clone() {
			const copy = new Directives(this.yaml, this.tags);
			copy.docStart = this.docStart;
			return copy;
		}
		/**
		* During parsing, get a Directives instance for the current document and
		* update the stream state according to the current version's spec.
		*/
		atDocument() {
			const res = new Directives(this.yaml, this.tags);
			switch (this.yaml.version) {
				case "1.1":
					this.atNextDocument = true;
					break;
				case "1.2":
					this.atNextDocument = false;
					this.yaml = {
						explicit: Directives.defaultYaml.explicit,
						version: "1.2"
					};
					this.tags = Object.assign({}, Directives.defaultTags);
			}
			return res;
		}
		/**
		* @param onError - May be called even if the action was successful
		* @returns `true` on success
		*/
		add(line, onError) {
			if (this.atNextDocument) {
				this.yaml = {
					explicit: Directives.defaultYaml.explicit,
					version: "1.1"
				};
				this.tags = Object.assign({}, Directives.defaultTags);
				this.atNextDocument = false;
			}
			const parts = line.trim().split(/[ \t]+/);
			const name = parts.shift();
			switch (name) {
				case "%TAG": {
					if (parts.length !== 2) {
						onError(0, "%TAG directive should contain exactly two parts");
						if (parts.length < 2) return false;
					}
					const [handle, prefix] = parts;
					this.tags[handle] = prefix;
					return true;
				}
				case "%YAML": {
					this.yaml.explicit = true;
					if (parts.length !== 1) {
						onError(0, "%YAML directive should contain exactly one part");
						return false;
					}
					const [version] = parts;
					if (version === "1.1" || version === "1.2") {
						this.yaml.version = version;
						return true;
					} else {
						const isValid = /^\d+\.\d+$/.test(version);
						onError(6, `Unsupported YAML version ${version}`, isValid);
						return false;
					}
				}
				default:
					onError(0, `Unknown directive ${name}`, true);
					return false;
			}
		}
		/**
		* Resolves a tag, matching handles to those defined in %TAG directives.
		*
		* @returns Resolved tag, which may also be the non-specific tag `'!'` or a
		*   `'!local'` tag, or `null` if unresolvable.
		*/
		tagName(source, onError) {
			if (source === "!") return "!";
			if (source[0] !== "!") {
				onError(`Not a valid tag: ${source}`);
				return null;
			}
			if (source[1] === "<") {
				const verbatim = source.slice(2, -1);
				if (verbatim === "!" || verbatim === "!!") {
					onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
					return null;
				}
				if (source[source.length - 1] !== ">") onError("Verbatim tags must end with a >");
				return verbatim;
			}
			const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
			if (!suffix) onError(`The ${source} tag has no suffix`);
			const prefix = this.tags[handle];
			if (prefix) try {
				return prefix + decodeURIComponent(suffix);
			} catch (error) {
				onError(String(error));
				return null;
			}
			if (handle === "!") return source;
			onError(`Could not resolve tag: ${source}`);
			return null;
		}
		/**
		* Given a fully resolved tag, returns its printable string form,
		* taking into account current tag prefixes and defaults.
		*/
		tagString(tag) {
			for (const [handle, prefix] of Object.entries(this.tags)) if (tag.startsWith(prefix)) return handle + escapeTagName(tag.substring(prefix.length));
			return tag[0] === "!" ? tag : `!<${tag}>`;
		}
		toString(doc) {
			const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
			const tagEntries = Object.entries(this.tags);
			let tagNames;
			if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
				const tags = {};
				visit.visit(doc.contents, (_key, node) => {
					if (identity.isNode(node) && node.tag) tags[node.tag] = true;
				});
				tagNames = Object.keys(tags);
			} else tagNames = [];
			for (const [handle, prefix] of tagEntries) {
				if (handle === "!!" && prefix === "tag:yaml.org,2002:") continue;
				if (!doc || tagNames.some((tn) => tn.startsWith(prefix))) lines.push(`%TAG ${handle} ${prefix}`);
			}
			return lines.join("\n");
		}
	};
	Directives.defaultYaml = {
		explicit: false,
		version: "1.2"
	};
	Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
	exports.Directives = Directives;
}));

// node_modules/yaml/dist/doc/anchors.js
var require_anchors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	/**
	* Verify that the input string is a valid anchor.
	*
	* Will throw on errors.
	*/
	function anchorIsValid(anchor) {
		if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
			const msg = `Anchor must not contain whitespace or control characters: ${JSON.stringify(anchor)}`;
			throw new Error(msg);
		}
		return true;
	}
	function anchorNames(root) {
		const anchors = /* @__PURE__ */ new Set();
		visit.visit(root, { Value(_key, node) {
			if (node.anchor) anchors.add(node.anchor);
		} });
		return anchors;
	}
	/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
	function findNewAnchor(prefix, exclude) {
		for (let i = 1;; ++i) {
			const name = `${prefix}${i}`;
			if (!exclude.has(name)) return name;
		}
	}
	function createNodeAnchors(doc, prefix) {
		const aliasObjects = [];
		const sourceObjects = /* @__PURE__ */ new Map();
		let prevAnchors = null;
		return {
			onAnchor: (source) => {
				aliasObjects.push(source);
				prevAnchors ?? (prevAnchors = anchorNames(doc));
				const anchor = findNewAnchor(prefix, prevAnchors);
				prevAnchors.add(anchor);
				return anchor;
			},
			/**
			* With circular references, the source node is only resolved after all
			* of its child nodes are. This is why anchors are set only after all of
			* the nodes have been created.
			*/
			setAnchors: () => {
				for (const source of aliasObjects) {
					const ref = sourceObjects.get(source);
					if (typeof ref === "object" && ref.anchor && (identity.isScalar(ref.node) || identity.isCollection(ref.node))) ref.node.anchor = ref.anchor;
					else {
						const error = /* @__PURE__ */ new Error("Failed to resolve repeated object (this should not happen)");
						error.source = source;
						throw error;
					}
				}
			},
			sourceObjects
		};
	}
	exports.anchorIsValid = anchorIsValid;
	exports.anchorNames = anchorNames;
	exports.createNodeAnchors = createNodeAnchors;
	exports.findNewAnchor = findNewAnchor;
}));

// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
	* in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
	* 2021 edition: https://tc39.es/ecma262/#sec-json.parse
	*
	* Includes extensions for handling Map and Set objects.
	*/
	function applyReviver(reviver, obj, key, val) {
		if (val && typeof val === "object") {
			if (Array.isArray(val)) for (let i = 0, len = val.length; i < len; ++i) {
				const v0 = val[i];
				const v1 = applyReviver(reviver, val, String(i), v0);
				if (v1 === void 0) delete val[i];
				else if (v1 !== v0) val[i] = v1;
			}
			else if (val instanceof Map) for (const k of Array.from(val.keys())) {
				const v0 = val.get(k);
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) val.delete(k);
				else if (v1 !== v0) val.set(k, v1);
			}
			else if (val instanceof Set) for (const v0 of Array.from(val)) {
				const v1 = applyReviver(reviver, val, v0, v0);
				if (v1 === void 0) val.delete(v0);
				else if (v1 !== v0) {
					val.delete(v0);
					val.add(v1);
				}
			}
			else for (const [k, v0] of Object.entries(val)) {
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) delete val[k];
				else if (v1 !== v0) val[k] = v1;
			}
		}
		return reviver.call(obj, key, val);
	}
	exports.applyReviver = applyReviver;
}));

// node_modules/yaml/dist/nodes/toJS.js
var require_toJS = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	/**
	* Recursively convert any node or its contents to native JavaScript
	*
	* @param value - The input value
	* @param arg - If `value` defines a `toJSON()` method, use this
	*   as its first argument
	* @param ctx - Conversion context, originally set in Document#toJS(). If
	*   `{ keep: true }` is not set, output should be suitable for JSON
	*   stringification.
	*/
	function toJS(value, arg, ctx) {
		if (Array.isArray(value)) return value.map((v, i) => toJS(v, String(i), ctx));
		if (value && typeof value.toJSON === "function") {
			if (!ctx || !identity.hasAnchor(value)) return value.toJSON(arg, ctx);
			const data = {
				aliasCount: 0,
				count: 1,
				res: void 0
			};
			ctx.anchors.set(value, data);
			ctx.onCreate = (res) => {
				data.res = res;
				delete ctx.onCreate;
			};
			const res = value.toJSON(arg, ctx);
			if (ctx.onCreate) ctx.onCreate(res);
			return res;
		}
		if (typeof value === "bigint" && !ctx?.keep) return Number(value);
		return value;
	}
	exports.toJS = toJS;
}));

// node_modules/yaml/dist/nodes/Node.js
var require_Node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var applyReviver = require_applyReviver();
	var identity = require_identity();
	var toJS = require_toJS();
	var NodeBase = class {
		constructor(type) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: type });
		}
		/** Create a copy of this node.  */
		clone() {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** A plain JavaScript representation of this node. */
		toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			if (!identity.isDocument(doc)) throw new TypeError("A document argument is required");
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc,
				keep: true,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this, "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
	};
	exports.NodeBase = NodeBase;
}));

// node_modules/yaml/dist/nodes/Alias.js
var require_Alias = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var visit = require_visit();
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	var Alias = class extends Node.NodeBase {
		constructor(source) {
			super(identity.ALIAS);
			this.source = source;
			Object.defineProperty(this, "tag", { set() {
				throw new Error("Alias nodes cannot have tags");
			} });
		}
		/**
		* Resolve the value of this alias within `doc`, finding the last
		* instance of the `source` anchor before this node.
		*/
		resolve(doc, ctx) {
			if (ctx?.maxAliasCount === 0) throw new ReferenceError("Alias resolution is disabled");
			let nodes;
			if (ctx?.aliasResolveCache) nodes = ctx.aliasResolveCache;
			else {
				nodes = [];
				visit.visit(doc, { Node: (_key, node) => {
					if (identity.isAlias(node) || identity.hasAnchor(node)) nodes.push(node);
				} });
				if (ctx) ctx.aliasResolveCache = nodes;
			}
			let found = void 0;
			for (const node of nodes) {
				if (node === this) break;
				if (node.anchor === this.source) found = node;
			}
			if (found && ctx) {
				const { anchors, doc, maxAliasCount } = ctx;
				let data = anchors.get(found);
				if (!data) {
					toJS.toJS(found, null, ctx);
					data = anchors.get(found);
				}
				/* istanbul ignore if */
				if (data?.res === void 0) throw new ReferenceError("This should not happen: Alias anchor was not resolved?");
				if (maxAliasCount >= 0) {
					data.count += 1;
					if (data.aliasCount === 0) data.aliasCount = getAliasCount(doc, found, anchors);
					if (data.count * data.aliasCount > maxAliasCount) throw new ReferenceError("Excessive alias count indicates a resource exhaustion attack");
				}
			}
			return found;
		}
		toJSON(_arg, ctx) {
			if (!ctx) return { source: this.source };
			const source = this.resolve(ctx.doc, ctx);
			if (!source) {
				const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
				throw new ReferenceError(msg);
			}
			return ctx.anchors.get(source).res;
		}
		toString(ctx, _onComment, _onChompKeep) {
			const src = `*${this.source}`;
			if (ctx) {
				anchors.anchorIsValid(this.source);
				if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
					const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
					throw new Error(msg);
				}
				if (ctx.implicitKey) return `${src} `;
			}
			return src;
		}
	};
	function getAliasCount(doc, node, anchors) {
		if (identity.isAlias(node)) {
			const source = node.resolve(doc);
			const anchor = anchors && source && anchors.get(source);
			return anchor ? anchor.count * anchor.aliasCount : 0;
		} else if (identity.isCollection(node)) {
			let count = 0;
			for (const item of node.items) {
				const c = getAliasCount(doc, item, anchors);
				if (c > count) count = c;
			}
			return count;
		} else if (identity.isPair(node)) {
			const kc = getAliasCount(doc, node.key, anchors);
			const vc = getAliasCount(doc, node.value, anchors);
			return Math.max(kc, vc);
		}
		return 1;
	}
	exports.Alias = Alias;
}));

// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
	var Scalar = class extends Node.NodeBase {
		constructor(value) {
			super(identity.SCALAR);
			this.value = value;
		}
		toJSON(arg, ctx) {
			return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
		}
		toString() {
			return String(this.value);
		}
	};
	Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
	Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
	Scalar.PLAIN = "PLAIN";
	Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
	Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
	exports.Scalar = Scalar;
	exports.isScalarValue = isScalarValue;
}));

// node_modules/yaml/dist/doc/createNode.js
var require_createNode = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var Scalar = require_Scalar();
	const defaultTagPrefix = "tag:yaml.org,2002:";
	function findTagObject(value, tagName, tags) {
		if (tagName) {
			const match = tags.filter((t) => t.tag === tagName);
			const tagObj = match.find((t) => !t.format) ?? match[0];
			if (!tagObj) throw new Error(`Tag ${tagName} not found`);
			return tagObj;
		}
		return tags.find((t) => t.identify?.(value) && !t.format);
	}
	function createNode(value, tagName, ctx) {
		if (identity.isDocument(value)) value = value.contents;
		if (identity.isNode(value)) return value;
		if (identity.isPair(value)) {
			const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
			map.items.push(value);
			return map;
		}
		if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) value = value.valueOf();
		const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
		let ref = void 0;
		if (aliasDuplicateObjects && value && typeof value === "object") {
			ref = sourceObjects.get(value);
			if (ref) {
				ref.anchor ?? (ref.anchor = onAnchor(value));
				return new Alias.Alias(ref.anchor);
			} else {
				ref = {
					anchor: null,
					node: null
				};
				sourceObjects.set(value, ref);
			}
		}
		if (tagName?.startsWith("!!")) tagName = defaultTagPrefix + tagName.slice(2);
		let tagObj = findTagObject(value, tagName, schema.tags);
		if (!tagObj) {
			if (value && typeof value.toJSON === "function") value = value.toJSON();
			if (!value || typeof value !== "object") {
				const node = new Scalar.Scalar(value);
				if (ref) ref.node = node;
				return node;
			}
			tagObj = value instanceof Map ? schema[identity.MAP] : Symbol.iterator in Object(value) ? schema[identity.SEQ] : schema[identity.MAP];
		}
		if (onTagObj) {
			onTagObj(tagObj);
			delete ctx.onTagObj;
		}
		const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
		if (tagName) node.tag = tagName;
		else if (!tagObj.default) node.tag = tagObj.tag;
		if (ref) ref.node = node;
		return node;
	}
	exports.createNode = createNode;
}));

// node_modules/yaml/dist/nodes/Collection.js
var require_Collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var identity = require_identity();
	var Node = require_Node();
	function collectionFromPath(schema, path, value) {
		let v = value;
		for (let i = path.length - 1; i >= 0; --i) {
			const k = path[i];
			if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
				const a = [];
				a[k] = v;
				v = a;
			} else v = /* @__PURE__ */ new Map([[k, v]]);
		}
		return createNode.createNode(v, void 0, {
			aliasDuplicateObjects: false,
			keepUndefined: false,
			onAnchor: () => {
				throw new Error("This should not happen, please report a bug.");
			},
			schema,
			sourceObjects: /* @__PURE__ */ new Map()
		});
	}
	const isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
	var Collection = class extends Node.NodeBase {
		constructor(type, schema) {
			super(type);
			Object.defineProperty(this, "schema", {
				value: schema,
				configurable: true,
				enumerable: false,
				writable: true
			});
		}
		/**
		* Create a copy of this collection.
		*
		* @param schema - If defined, overwrites the original's schema
		*/
		clone(schema) {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (schema) copy.schema = schema;
			copy.items = copy.items.map((it) => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/**
		* Adds a value to the collection. For `!!map` and `!!omap` the value must
		* be a Pair instance or a `{ key, value }` object, which may not have a key
		* that already exists in the map.
		*/
		addIn(path, value) {
			if (isEmptyPath(path)) this.add(value);
			else {
				const [key, ...rest] = path;
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.addIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
		/**
		* Removes a value from the collection.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.delete(key);
			const node = this.get(key, true);
			if (identity.isCollection(node)) return node.deleteIn(rest);
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			const [key, ...rest] = path;
			const node = this.get(key, true);
			if (rest.length === 0) return !keepScalar && identity.isScalar(node) ? node.value : node;
			else return identity.isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
		}
		hasAllNullValues(allowScalar) {
			return this.items.every((node) => {
				if (!identity.isPair(node)) return false;
				const n = node.value;
				return n == null || allowScalar && identity.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
			});
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*/
		hasIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.has(key);
			const node = this.get(key, true);
			return identity.isCollection(node) ? node.hasIn(rest) : false;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			const [key, ...rest] = path;
			if (rest.length === 0) this.set(key, value);
			else {
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.setIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
	};
	exports.Collection = Collection;
	exports.collectionFromPath = collectionFromPath;
	exports.isEmptyPath = isEmptyPath;
}));

// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringifies a comment.
	*
	* Empty comment lines are left empty,
	* lines consisting of a single space are replaced by `#`,
	* and all other lines are prefixed with a `#`.
	*/
	const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
	function indentComment(comment, indent) {
		if (/^\n+$/.test(comment)) return comment.substring(1);
		return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
	}
	const lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
	exports.indentComment = indentComment;
	exports.lineComment = lineComment;
	exports.stringifyComment = stringifyComment;
}));

// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines = /* @__PURE__ */ __commonJSMin(((exports) => {
	const FOLD_FLOW = "flow";
	const FOLD_BLOCK = "block";
	const FOLD_QUOTED = "quoted";
	/**
	* Tries to keep input at up to `lineWidth` characters, splitting only on spaces
	* not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
	* terminated with `\n` and started with `indent`.
	*/
	function foldFlowLines(text, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
		if (!lineWidth || lineWidth < 0) return text;
		if (lineWidth < minContentWidth) minContentWidth = 0;
		const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
		if (text.length <= endStep) return text;
		const folds = [];
		const escapedFolds = {};
		let end = lineWidth - indent.length;
		if (typeof indentAtStart === "number") {
			if (indentAtStart > lineWidth - Math.max(2, minContentWidth)) folds.push(0);
			else end = lineWidth - indentAtStart;
		}
		let split = void 0;
		let prev = void 0;
		let overflow = false;
		let i = -1;
		let escStart = -1;
		let escEnd = -1;
		if (mode === FOLD_BLOCK) {
			i = consumeMoreIndentedLines(text, i, indent.length);
			if (i !== -1) end = i + endStep;
		}
		for (let ch; ch = text[i += 1];) {
			if (mode === FOLD_QUOTED && ch === "\\") {
				escStart = i;
				switch (text[i + 1]) {
					case "x":
						i += 3;
						break;
					case "u":
						i += 5;
						break;
					case "U":
						i += 9;
						break;
					default: i += 1;
				}
				escEnd = i;
			}
			if (ch === "\n") {
				if (mode === FOLD_BLOCK) i = consumeMoreIndentedLines(text, i, indent.length);
				end = i + indent.length + endStep;
				split = void 0;
			} else {
				if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
					const next = text[i + 1];
					if (next && next !== " " && next !== "\n" && next !== "	") split = i;
				}
				if (i >= end) {
					if (split) {
						folds.push(split);
						end = split + endStep;
						split = void 0;
					} else if (mode === FOLD_QUOTED) {
						while (prev === " " || prev === "	") {
							prev = ch;
							ch = text[i += 1];
							overflow = true;
						}
						const j = i > escEnd + 1 ? i - 2 : escStart - 1;
						if (escapedFolds[j]) return text;
						folds.push(j);
						escapedFolds[j] = true;
						end = j + endStep;
						split = void 0;
					} else overflow = true;
				}
			}
			prev = ch;
		}
		if (overflow && onOverflow) onOverflow();
		if (folds.length === 0) return text;
		if (onFold) onFold();
		let res = text.slice(0, folds[0]);
		for (let i = 0; i < folds.length; ++i) {
			const fold = folds[i];
			const end = folds[i + 1] || text.length;
			if (fold === 0) res = `\n${indent}${text.slice(0, end)}`;
			else {
				if (mode === FOLD_QUOTED && escapedFolds[fold]) res += `${text[fold]}\\`;
				res += `\n${indent}${text.slice(fold + 1, end)}`;
			}
		}
		return res;
	}
	/**
	* Presumes `i + 1` is at the start of a line
	* @returns index of last newline in more-indented block
	*/
	function consumeMoreIndentedLines(text, i, indent) {
		let end = i;
		let start = i + 1;
		let ch = text[start];
		while (ch === " " || ch === "	") if (i < start + indent) ch = text[++i];
		else {
			do
				ch = text[++i];
			while (ch && ch !== "\n");
			end = i;
			start = i + 1;
			ch = text[start];
		}
		return end;
	}
	exports.FOLD_BLOCK = FOLD_BLOCK;
	exports.FOLD_FLOW = FOLD_FLOW;
	exports.FOLD_QUOTED = FOLD_QUOTED;
	exports.foldFlowLines = foldFlowLines;
}));

// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var foldFlowLines = require_foldFlowLines();
	const getFoldOptions = (ctx, isBlock) => ({
		indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
		lineWidth: ctx.options.lineWidth,
		minContentWidth: ctx.options.minContentWidth
	});
	const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
	function lineLengthOverLimit(str, lineWidth, indentLength) {
		if (!lineWidth || lineWidth < 0) return false;
		const limit = lineWidth - indentLength;
		const strLen = str.length;
		if (strLen <= limit) return false;
		for (let i = 0, start = 0; i < strLen; ++i) if (str[i] === "\n") {
			if (i - start > limit) return true;
			start = i + 1;
			if (strLen - start <= limit) return false;
		}
		return true;
	}
	function doubleQuotedString(value, ctx) {
		const json = JSON.stringify(value);
		if (ctx.options.doubleQuotedAsJSON) return json;
		const { implicitKey } = ctx;
		const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		let str = "";
		let start = 0;
		for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
			if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
				str += json.slice(start, i) + "\\ ";
				i += 1;
				start = i;
				ch = "\\";
			}
			if (ch === "\\") switch (json[i + 1]) {
				case "u":
					{
						str += json.slice(start, i);
						const code = json.substr(i + 2, 4);
						switch (code) {
							case "0000":
								str += "\\0";
								break;
							case "0007":
								str += "\\a";
								break;
							case "000b":
								str += "\\v";
								break;
							case "001b":
								str += "\\e";
								break;
							case "0085":
								str += "\\N";
								break;
							case "00a0":
								str += "\\_";
								break;
							case "2028":
								str += "\\L";
								break;
							case "2029":
								str += "\\P";
								break;
							default: if (code.substr(0, 2) === "00") str += "\\x" + code.substr(2);
							else str += json.substr(i, 6);
						}
						i += 5;
						start = i + 1;
					}
					break;
				case "n":
					if (implicitKey || json[i + 2] === "\"" || json.length < minMultiLineLength) i += 1;
					else {
						str += json.slice(start, i) + "\n\n";
						while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== "\"") {
							str += "\n";
							i += 2;
						}
						str += indent;
						if (json[i + 2] === " ") str += "\\";
						i += 1;
						start = i + 1;
					}
					break;
				default: i += 1;
			}
		}
		str = start ? str + json.slice(start) : json;
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
	}
	function singleQuotedString(value, ctx) {
		if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value)) return doubleQuotedString(value, ctx);
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
		return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function quotedString(value, ctx) {
		const { singleQuote } = ctx.options;
		let qs;
		if (singleQuote === false) qs = doubleQuotedString;
		else {
			const hasDouble = value.includes("\"");
			const hasSingle = value.includes("'");
			if (hasDouble && !hasSingle) qs = singleQuotedString;
			else if (hasSingle && !hasDouble) qs = doubleQuotedString;
			else qs = singleQuote ? singleQuotedString : doubleQuotedString;
		}
		return qs(value, ctx);
	}
	let blockEndNewlines;
	try {
		blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
	} catch {
		blockEndNewlines = /\n+(?!\n|$)/g;
	}
	function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
		const { blockQuote, commentString, lineWidth } = ctx.options;
		if (!blockQuote || /\n[\t ]+$/.test(value)) return quotedString(value, ctx);
		const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
		const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.Scalar.BLOCK_FOLDED ? false : type === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
		if (!value) return literal ? "|\n" : ">\n";
		let chomp;
		let endStart;
		for (endStart = value.length; endStart > 0; --endStart) {
			const ch = value[endStart - 1];
			if (ch !== "\n" && ch !== "	" && ch !== " ") break;
		}
		let end = value.substring(endStart);
		const endNlPos = end.indexOf("\n");
		if (endNlPos === -1) chomp = "-";
		else if (value === end || endNlPos !== end.length - 1) {
			chomp = "+";
			if (onChompKeep) onChompKeep();
		} else chomp = "";
		if (end) {
			value = value.slice(0, -end.length);
			if (end[end.length - 1] === "\n") end = end.slice(0, -1);
			end = end.replace(blockEndNewlines, `$&${indent}`);
		}
		let startWithSpace = false;
		let startEnd;
		let startNlPos = -1;
		for (startEnd = 0; startEnd < value.length; ++startEnd) {
			const ch = value[startEnd];
			if (ch === " ") startWithSpace = true;
			else if (ch === "\n") startNlPos = startEnd;
			else break;
		}
		let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
		if (start) {
			value = value.substring(start.length);
			start = start.replace(/\n+/g, `$&${indent}`);
		}
		let header = (startWithSpace ? indent ? "2" : "1" : "") + chomp;
		if (comment) {
			header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
			if (onComment) onComment();
		}
		if (!literal) {
			const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
			let literalFallback = false;
			const foldOptions = getFoldOptions(ctx, true);
			if (blockQuote !== "folded" && type !== Scalar.Scalar.BLOCK_FOLDED) foldOptions.onOverflow = () => {
				literalFallback = true;
			};
			const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
			if (!literalFallback) return `>${header}\n${indent}${body}`;
		}
		value = value.replace(/\n+/g, `$&${indent}`);
		return `|${header}\n${indent}${start}${value}${end}`;
	}
	function plainString(item, ctx, onComment, onChompKeep) {
		const { type, value } = item;
		const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
		if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) return quotedString(value, ctx);
		if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
		if (!implicitKey && !inFlow && type !== Scalar.Scalar.PLAIN && value.includes("\n")) return blockString(item, ctx, onComment, onChompKeep);
		if (containsDocumentMarker(value)) {
			if (indent === "") {
				ctx.forceBlockIndent = true;
				return blockString(item, ctx, onComment, onChompKeep);
			} else if (implicitKey && indent === indentStep) return quotedString(value, ctx);
		}
		const str = value.replace(/\n+/g, `$&\n${indent}`);
		if (actualString) {
			const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
			const { compat, tags } = ctx.doc.schema;
			if (tags.some(test) || compat?.some(test)) return quotedString(value, ctx);
		}
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function stringifyString(item, ctx, onComment, onChompKeep) {
		const { implicitKey, inFlow } = ctx;
		const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
		let { type } = item;
		if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
			if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value)) type = Scalar.Scalar.QUOTE_DOUBLE;
		}
		const _stringify = (_type) => {
			switch (_type) {
				case Scalar.Scalar.BLOCK_FOLDED:
				case Scalar.Scalar.BLOCK_LITERAL: return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
				case Scalar.Scalar.QUOTE_DOUBLE: return doubleQuotedString(ss.value, ctx);
				case Scalar.Scalar.QUOTE_SINGLE: return singleQuotedString(ss.value, ctx);
				case Scalar.Scalar.PLAIN: return plainString(ss, ctx, onComment, onChompKeep);
				default: return null;
			}
		};
		let res = _stringify(type);
		if (res === null) {
			const { defaultKeyType, defaultStringType } = ctx.options;
			const t = implicitKey && defaultKeyType || defaultStringType;
			res = _stringify(t);
			if (res === null) throw new Error(`Unsupported default string type ${t}`);
		}
		return res;
	}
	exports.stringifyString = stringifyString;
}));

// node_modules/yaml/dist/stringify/stringify.js
var require_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var identity = require_identity();
	var stringifyComment = require_stringifyComment();
	var stringifyString = require_stringifyString();
	function createStringifyContext(doc, options) {
		const opt = Object.assign({
			blockQuote: true,
			commentString: stringifyComment.stringifyComment,
			defaultKeyType: null,
			defaultStringType: "PLAIN",
			directives: null,
			doubleQuotedAsJSON: false,
			doubleQuotedMinMultiLineLength: 40,
			falseStr: "false",
			flowCollectionPadding: true,
			indentSeq: true,
			lineWidth: 80,
			minContentWidth: 20,
			nullStr: "null",
			simpleKeys: false,
			singleQuote: null,
			trailingComma: false,
			trueStr: "true",
			verifyAliasOrder: true
		}, doc.schema.toStringOptions, options);
		let inFlow;
		switch (opt.collectionStyle) {
			case "block":
				inFlow = false;
				break;
			case "flow":
				inFlow = true;
				break;
			default: inFlow = null;
		}
		return {
			anchors: /* @__PURE__ */ new Set(),
			doc,
			flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
			indent: "",
			indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
			inFlow,
			options: opt
		};
	}
	function getTagObject(tags, item) {
		if (item.tag) {
			const match = tags.filter((t) => t.tag === item.tag);
			if (match.length > 0) return match.find((t) => t.format === item.format) ?? match[0];
		}
		let tagObj = void 0;
		let obj;
		if (identity.isScalar(item)) {
			obj = item.value;
			let match = tags.filter((t) => t.identify?.(obj));
			if (match.length > 1) {
				const testMatch = match.filter((t) => t.test);
				if (testMatch.length > 0) match = testMatch;
			}
			tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
		} else {
			obj = item;
			tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
		}
		if (!tagObj) {
			const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
			throw new Error(`Tag not resolved for ${name} value`);
		}
		return tagObj;
	}
	function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
		if (!doc.directives) return "";
		const props = [];
		const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
		if (anchor && anchors.anchorIsValid(anchor)) {
			anchors$1.add(anchor);
			props.push(`&${anchor}`);
		}
		const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
		if (tag) props.push(doc.directives.tagString(tag));
		return props.join(" ");
	}
	function stringify(item, ctx, onComment, onChompKeep) {
		if (identity.isPair(item)) return item.toString(ctx, onComment, onChompKeep);
		if (identity.isAlias(item)) {
			if (ctx.doc.directives) return item.toString(ctx);
			if (ctx.resolvedAliases?.has(item)) throw new TypeError(`Cannot stringify circular structure without alias nodes`);
			else {
				if (ctx.resolvedAliases) ctx.resolvedAliases.add(item);
				else ctx.resolvedAliases = /* @__PURE__ */ new Set([item]);
				item = item.resolve(ctx.doc);
			}
		}
		let tagObj = void 0;
		const node = identity.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
		tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
		const props = stringifyProps(node, tagObj, ctx);
		if (props.length > 0) ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
		const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : identity.isScalar(node) ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
		if (!props) return str;
		return identity.isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}\n${ctx.indent}${str}`;
	}
	exports.createStringifyContext = createStringifyContext;
	exports.stringify = stringify;
}));

// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
		const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
		let keyComment = identity.isNode(key) && key.comment || null;
		if (simpleKeys) {
			if (keyComment) throw new Error("With simple keys, key nodes cannot have comments");
			if (identity.isCollection(key) || !identity.isNode(key) && typeof key === "object") throw new Error("With simple keys, collection cannot be used as a key value");
		}
		let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity.isCollection(key) || (identity.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
		ctx = Object.assign({}, ctx, {
			allNullValues: false,
			implicitKey: !explicitKey && (simpleKeys || !allNullValues),
			indent: indent + indentStep
		});
		let keyCommentDone = false;
		let chompKeep = false;
		let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
		if (!explicitKey && !ctx.inFlow && str.length > 1024) {
			if (simpleKeys) throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
			explicitKey = true;
		}
		if (ctx.inFlow) {
			if (allNullValues || value == null) {
				if (keyCommentDone && onComment) onComment();
				return str === "" ? "?" : explicitKey ? `? ${str}` : str;
			}
		} else if (allNullValues && !simpleKeys || value == null && explicitKey) {
			str = `? ${str}`;
			if (keyComment && !keyCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			else if (chompKeep && onChompKeep) onChompKeep();
			return str;
		}
		if (keyCommentDone) keyComment = null;
		if (explicitKey) {
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			str = `? ${str}\n${indent}:`;
		} else {
			str = `${str}:`;
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
		}
		let vsb, vcb, valueComment;
		if (identity.isNode(value)) {
			vsb = !!value.spaceBefore;
			vcb = value.commentBefore;
			valueComment = value.comment;
		} else {
			vsb = false;
			vcb = null;
			valueComment = null;
			if (value && typeof value === "object") value = doc.createNode(value);
		}
		ctx.implicitKey = false;
		if (!explicitKey && !keyComment && identity.isScalar(value)) ctx.indentAtStart = str.length + 1;
		chompKeep = false;
		if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity.isSeq(value) && !value.flow && !value.tag && !value.anchor) ctx.indent = ctx.indent.substring(2);
		let valueCommentDone = false;
		const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
		let ws = " ";
		if (keyComment || vsb || vcb) {
			ws = vsb ? "\n" : "";
			if (vcb) {
				const cs = commentString(vcb);
				ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
			}
			if (valueStr === "" && !ctx.inFlow) {
				if (ws === "\n" && valueComment) ws = "\n\n";
			} else ws += `\n${ctx.indent}`;
		} else if (!explicitKey && identity.isCollection(value)) {
			const vs0 = valueStr[0];
			const nl0 = valueStr.indexOf("\n");
			const hasNewline = nl0 !== -1;
			const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
			if (hasNewline || !flow) {
				let hasPropsLine = false;
				if (hasNewline && (vs0 === "&" || vs0 === "!")) {
					let sp0 = valueStr.indexOf(" ");
					if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") sp0 = valueStr.indexOf(" ", sp0 + 1);
					if (sp0 === -1 || nl0 < sp0) hasPropsLine = true;
				}
				if (!hasPropsLine) ws = `\n${ctx.indent}`;
			}
		} else if (valueStr === "" || valueStr[0] === "\n") ws = "";
		str += ws + valueStr;
		if (ctx.inFlow) {
			if (valueCommentDone && onComment) onComment();
		} else if (valueComment && !valueCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
		else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	exports.stringifyPair = stringifyPair;
}));

// node_modules/yaml/dist/log.js
var require_log = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	function debug(logLevel, ...messages) {
		if (logLevel === "debug") console.log(...messages);
	}
	function warn(logLevel, warning) {
		if (logLevel === "debug" || logLevel === "warn") {
			if (typeof node_process.emitWarning === "function") node_process.emitWarning(warning);
			else console.warn(warning);
		}
	}
	exports.debug = debug;
	exports.warn = warn;
}));

// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	const MERGE_KEY = "<<";
	const merge = {
		identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
		default: "key",
		tag: "tag:yaml.org,2002:merge",
		test: /^<<$/,
		resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), { addToJSMap: addMergeToJSMap }),
		stringify: () => MERGE_KEY
	};
	const isMergeKey = (ctx, key) => (merge.identify(key) || identity.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
	function addMergeToJSMap(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (identity.isSeq(source)) for (const it of source.items) mergeValue(ctx, map, it);
		else if (Array.isArray(source)) for (const it of source) mergeValue(ctx, map, it);
		else mergeValue(ctx, map, source);
	}
	function mergeValue(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (!identity.isMap(source)) throw new Error("Merge sources must be maps or map aliases");
		const srcMap = source.toJSON(null, ctx, Map);
		for (const [key, value] of srcMap) if (map instanceof Map) {
			if (!map.has(key)) map.set(key, value);
		} else if (map instanceof Set) map.add(key);
		else if (!Object.prototype.hasOwnProperty.call(map, key)) Object.defineProperty(map, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true
		});
		return map;
	}
	function resolveAliasValue(ctx, value) {
		return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
	}
	exports.addMergeToJSMap = addMergeToJSMap;
	exports.isMergeKey = isMergeKey;
	exports.merge = merge;
}));

// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var log = require_log();
	var merge = require_merge();
	var stringify = require_stringify();
	var identity = require_identity();
	var toJS = require_toJS();
	function addPairToJSMap(ctx, map, { key, value }) {
		if (identity.isNode(key) && key.addToJSMap) key.addToJSMap(ctx, map, value);
		else if (merge.isMergeKey(ctx, key)) merge.addMergeToJSMap(ctx, map, value);
		else {
			const jsKey = toJS.toJS(key, "", ctx);
			if (map instanceof Map) map.set(jsKey, toJS.toJS(value, jsKey, ctx));
			else if (map instanceof Set) map.add(jsKey);
			else {
				const stringKey = stringifyKey(key, jsKey, ctx);
				const jsValue = toJS.toJS(value, stringKey, ctx);
				if (stringKey in map) Object.defineProperty(map, stringKey, {
					value: jsValue,
					writable: true,
					enumerable: true,
					configurable: true
				});
				else map[stringKey] = jsValue;
			}
		}
		return map;
	}
	function stringifyKey(key, jsKey, ctx) {
		if (jsKey === null) return "";
		if (typeof jsKey !== "object") return String(jsKey);
		if (identity.isNode(key) && ctx?.doc) {
			const strCtx = stringify.createStringifyContext(ctx.doc, {});
			strCtx.anchors = /* @__PURE__ */ new Set();
			for (const node of ctx.anchors.keys()) strCtx.anchors.add(node.anchor);
			strCtx.inFlow = true;
			strCtx.inStringifyKey = true;
			const strKey = key.toString(strCtx);
			if (!ctx.mapKeyWarned) {
				let jsonStr = JSON.stringify(strKey);
				if (jsonStr.length > 40) jsonStr = jsonStr.substring(0, 36) + "...\"";
				log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
				ctx.mapKeyWarned = true;
			}
			return strKey;
		}
		return JSON.stringify(jsKey);
	}
	exports.addPairToJSMap = addPairToJSMap;
}));

// node_modules/yaml/dist/nodes/Pair.js
var require_Pair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyPair = require_stringifyPair();
	var addPairToJSMap = require_addPairToJSMap();
	var identity = require_identity();
	function createPair(key, value, ctx) {
		const k = createNode.createNode(key, void 0, ctx);
		const v = createNode.createNode(value, void 0, ctx);
		return new Pair(k, v);
	}
	var Pair = class Pair {
		constructor(key, value = null) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
			this.key = key;
			this.value = value;
		}
		clone(schema) {
			let { key, value } = this;
			if (identity.isNode(key)) key = key.clone(schema);
			if (identity.isNode(value)) value = value.clone(schema);
			return new Pair(key, value);
		}
		toJSON(_, ctx) {
			const pair = ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			return addPairToJSMap.addPairToJSMap(ctx, pair, this);
		}
		toString(ctx, onComment, onChompKeep) {
			return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
		}
	};
	exports.Pair = Pair;
	exports.createPair = createPair;
}));

// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyCollection(collection, ctx, options) {
		return (ctx.inFlow ?? collection.flow ? stringifyFlowCollection : stringifyBlockCollection)(collection, ctx, options);
	}
	function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
		const { indent, options: { commentString } } = ctx;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			type: null
		});
		let chompKeep = false;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (!chompKeep && item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (!chompKeep && ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
				}
			}
			chompKeep = false;
			let str = stringify.stringify(item, itemCtx, () => comment = null, () => chompKeep = true);
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			if (chompKeep && comment) chompKeep = false;
			lines.push(blockItemPrefix + str);
		}
		let str;
		if (lines.length === 0) str = flowChars.start + flowChars.end;
		else {
			str = lines[0];
			for (let i = 1; i < lines.length; ++i) {
				const line = lines[i];
				str += line ? `\n${indent}${line}` : "\n";
			}
		}
		if (comment) {
			str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
			if (onComment) onComment();
		} else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
		const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
		itemIndent += indentStep;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			inFlow: true,
			type: null
		});
		let reqNewline = false;
		let linesAtValue = 0;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, false);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, false);
					if (ik.comment) reqNewline = true;
				}
				const iv = identity.isNode(item.value) ? item.value : null;
				if (iv) {
					if (iv.comment) comment = iv.comment;
					if (iv.commentBefore) reqNewline = true;
				} else if (item.value == null && ik?.comment) comment = ik.comment;
			}
			if (comment) reqNewline = true;
			let str = stringify.stringify(item, itemCtx, () => comment = null);
			reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
			if (i < items.length - 1) str += ",";
			else if (ctx.options.trailingComma) {
				if (ctx.options.lineWidth > 0) reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
				if (reqNewline) str += ",";
			}
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			lines.push(str);
			linesAtValue = lines.length;
		}
		const { start, end } = flowChars;
		if (lines.length === 0) return start + end;
		else {
			if (!reqNewline) {
				const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
				reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
			}
			if (reqNewline) {
				let str = start;
				for (const line of lines) str += line ? `\n${indentStep}${indent}${line}` : "\n";
				return `${str}\n${indent}${end}`;
			} else return `${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`;
		}
	}
	function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
		if (comment && chompKeep) comment = comment.replace(/^\n+/, "");
		if (comment) {
			const ic = stringifyComment.indentComment(commentString(comment), indent);
			lines.push(ic.trimStart());
		}
	}
	exports.stringifyCollection = stringifyCollection;
}));

// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyCollection = require_stringifyCollection();
	var addPairToJSMap = require_addPairToJSMap();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	function findPair(items, key) {
		const k = identity.isScalar(key) ? key.value : key;
		for (const it of items) if (identity.isPair(it)) {
			if (it.key === key || it.key === k) return it;
			if (identity.isScalar(it.key) && it.key.value === k) return it;
		}
	}
	var YAMLMap = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:map";
		}
		constructor(schema) {
			super(identity.MAP, schema);
			this.items = [];
		}
		/**
		* A generic collection parsing method that can be extended
		* to other node classes that inherit from YAMLMap
		*/
		static from(schema, obj, ctx) {
			const { keepUndefined, replacer } = ctx;
			const map = new this(schema);
			const add = (key, value) => {
				if (typeof replacer === "function") value = replacer.call(obj, key, value);
				else if (Array.isArray(replacer) && !replacer.includes(key)) return;
				if (value !== void 0 || keepUndefined) map.items.push(Pair.createPair(key, value, ctx));
			};
			if (obj instanceof Map) for (const [key, value] of obj) add(key, value);
			else if (obj && typeof obj === "object") for (const key of Object.keys(obj)) add(key, obj[key]);
			if (typeof schema.sortMapEntries === "function") map.items.sort(schema.sortMapEntries);
			return map;
		}
		/**
		* Adds a value to the collection.
		*
		* @param overwrite - If not set `true`, using a key that is already in the
		*   collection will throw. Otherwise, overwrites the previous value.
		*/
		add(pair, overwrite) {
			let _pair;
			if (identity.isPair(pair)) _pair = pair;
			else if (!pair || typeof pair !== "object" || !("key" in pair)) _pair = new Pair.Pair(pair, pair?.value);
			else _pair = new Pair.Pair(pair.key, pair.value);
			const prev = findPair(this.items, _pair.key);
			const sortEntries = this.schema?.sortMapEntries;
			if (prev) {
				if (!overwrite) throw new Error(`Key ${_pair.key} already set`);
				if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value)) prev.value.value = _pair.value;
				else prev.value = _pair.value;
			} else if (sortEntries) {
				const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
				if (i === -1) this.items.push(_pair);
				else this.items.splice(i, 0, _pair);
			} else this.items.push(_pair);
		}
		delete(key) {
			const it = findPair(this.items, key);
			if (!it) return false;
			return this.items.splice(this.items.indexOf(it), 1).length > 0;
		}
		get(key, keepScalar) {
			const node = findPair(this.items, key)?.value;
			return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? void 0;
		}
		has(key) {
			return !!findPair(this.items, key);
		}
		set(key, value) {
			this.add(new Pair.Pair(key, value), true);
		}
		/**
		* @param ctx - Conversion context, originally set in Document#toJS()
		* @param {Class} Type - If set, forces the returned collection type
		* @returns Instance of Type, Map, or Object
		*/
		toJSON(_, ctx, Type) {
			const map = Type ? new Type() : ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const item of this.items) addPairToJSMap.addPairToJSMap(ctx, map, item);
			return map;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			for (const item of this.items) if (!identity.isPair(item)) throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
			if (!ctx.allNullValues && this.hasAllNullValues(false)) ctx = Object.assign({}, ctx, { allNullValues: true });
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "",
				flowChars: {
					start: "{",
					end: "}"
				},
				itemIndent: ctx.indent || "",
				onChompKeep,
				onComment
			});
		}
	};
	exports.YAMLMap = YAMLMap;
	exports.findPair = findPair;
}));

// node_modules/yaml/dist/schema/common/map.js
var require_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLMap = require_YAMLMap();
	const map = {
		collection: "map",
		default: true,
		nodeClass: YAMLMap.YAMLMap,
		tag: "tag:yaml.org,2002:map",
		resolve(map, onError) {
			if (!identity.isMap(map)) onError("Expected a mapping for this tag");
			return map;
		},
		createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
	};
	exports.map = map;
}));

// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyCollection = require_stringifyCollection();
	var Collection = require_Collection();
	var identity = require_identity();
	var Scalar = require_Scalar();
	var toJS = require_toJS();
	var YAMLSeq = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:seq";
		}
		constructor(schema) {
			super(identity.SEQ, schema);
			this.items = [];
		}
		add(value) {
			this.items.push(value);
		}
		/**
		* Removes a value from the collection.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return false;
			return this.items.splice(idx, 1).length > 0;
		}
		get(key, keepScalar) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return void 0;
			const it = this.items[idx];
			return !keepScalar && identity.isScalar(it) ? it.value : it;
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*/
		has(key) {
			const idx = asItemIndex(key);
			return typeof idx === "number" && idx < this.items.length;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*
		* If `key` does not contain a representation of an integer, this will throw.
		* It may be wrapped in a `Scalar`.
		*/
		set(key, value) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") throw new Error(`Expected a valid index, not ${key}.`);
			const prev = this.items[idx];
			if (identity.isScalar(prev) && Scalar.isScalarValue(value)) prev.value = value;
			else this.items[idx] = value;
		}
		toJSON(_, ctx) {
			const seq = [];
			if (ctx?.onCreate) ctx.onCreate(seq);
			let i = 0;
			for (const item of this.items) seq.push(toJS.toJS(item, String(i++), ctx));
			return seq;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "- ",
				flowChars: {
					start: "[",
					end: "]"
				},
				itemIndent: (ctx.indent || "") + "  ",
				onChompKeep,
				onComment
			});
		}
		static from(schema, obj, ctx) {
			const { replacer } = ctx;
			const seq = new this(schema);
			if (obj && Symbol.iterator in Object(obj)) {
				let i = 0;
				for (let it of obj) {
					if (typeof replacer === "function") {
						const key = obj instanceof Set ? it : String(i++);
						it = replacer.call(obj, key, it);
					}
					seq.items.push(createNode.createNode(it, void 0, ctx));
				}
			}
			return seq;
		}
	};
	function asItemIndex(key) {
		let idx = identity.isScalar(key) ? key.value : key;
		if (idx && typeof idx === "string") idx = Number(idx);
		return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
	}
	exports.YAMLSeq = YAMLSeq;
}));

// node_modules/yaml/dist/schema/common/seq.js
var require_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLSeq = require_YAMLSeq();
	const seq = {
		collection: "seq",
		default: true,
		nodeClass: YAMLSeq.YAMLSeq,
		tag: "tag:yaml.org,2002:seq",
		resolve(seq, onError) {
			if (!identity.isSeq(seq)) onError("Expected a sequence for this tag");
			return seq;
		},
		createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
	};
	exports.seq = seq;
}));

// node_modules/yaml/dist/schema/common/string.js
var require_string = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyString = require_stringifyString();
	const string = {
		identify: (value) => typeof value === "string",
		default: true,
		tag: "tag:yaml.org,2002:str",
		resolve: (str) => str,
		stringify(item, ctx, onComment, onChompKeep) {
			ctx = Object.assign({ actualString: true }, ctx);
			return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
		}
	};
	exports.string = string;
}));

// node_modules/yaml/dist/schema/common/null.js
var require_null = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const nullTag = {
		identify: (value) => value == null,
		createNode: () => new Scalar.Scalar(null),
		default: true,
		tag: "tag:yaml.org,2002:null",
		test: /^(?:~|[Nn]ull|NULL)?$/,
		resolve: () => new Scalar.Scalar(null),
		stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
	};
	exports.nullTag = nullTag;
}));

// node_modules/yaml/dist/schema/core/bool.js
var require_bool$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const boolTag = {
		identify: (value) => typeof value === "boolean",
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
		resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
		stringify({ source, value }, ctx) {
			if (source && boolTag.test.test(source)) {
				if (value === (source[0] === "t" || source[0] === "T")) return source;
			}
			return value ? ctx.options.trueStr : ctx.options.falseStr;
		}
	};
	exports.boolTag = boolTag;
}));

// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber = /* @__PURE__ */ __commonJSMin(((exports) => {
	function stringifyNumber({ format, minFractionDigits, tag, value }) {
		if (typeof value === "bigint") return String(value);
		const num = typeof value === "number" ? value : Number(value);
		if (!isFinite(num)) return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
		let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
		if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
			let i = n.indexOf(".");
			if (i < 0) {
				i = n.length;
				n += ".";
			}
			let d = minFractionDigits - (n.length - i - 1);
			while (d-- > 0) n += "0";
		}
		return n;
	}
	exports.stringifyNumber = stringifyNumber;
}));

// node_modules/yaml/dist/schema/core/float.js
var require_float$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	const float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str));
			const dot = str.indexOf(".");
			if (dot !== -1 && str[str.length - 1] === "0") node.minFractionDigits = str.length - dot - 1;
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.float = float;
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));

// node_modules/yaml/dist/schema/core/int.js
var require_int$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	const intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value) && value >= 0) return prefix + value.toString(radix);
		return stringifyNumber.stringifyNumber(node);
	}
	const intOct = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^0o[0-7]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
		stringify: (node) => intStringify(node, 8, "0o")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^0x[0-9a-fA-F]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));

// node_modules/yaml/dist/schema/core/schema.js
var require_schema$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	const schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.boolTag,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float
	];
	exports.schema = schema;
}));

// node_modules/yaml/dist/schema/json/schema.js
var require_schema$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var map = require_map();
	var seq = require_seq();
	function intIdentify(value) {
		return typeof value === "bigint" || Number.isInteger(value);
	}
	const stringifyJSON = ({ value }) => JSON.stringify(value);
	const jsonScalars = [
		{
			identify: (value) => typeof value === "string",
			default: true,
			tag: "tag:yaml.org,2002:str",
			resolve: (str) => str,
			stringify: stringifyJSON
		},
		{
			identify: (value) => value == null,
			createNode: () => new Scalar.Scalar(null),
			default: true,
			tag: "tag:yaml.org,2002:null",
			test: /^null$/,
			resolve: () => null,
			stringify: stringifyJSON
		},
		{
			identify: (value) => typeof value === "boolean",
			default: true,
			tag: "tag:yaml.org,2002:bool",
			test: /^true$|^false$/,
			resolve: (str) => str === "true",
			stringify: stringifyJSON
		},
		{
			identify: intIdentify,
			default: true,
			tag: "tag:yaml.org,2002:int",
			test: /^-?(?:0|[1-9][0-9]*)$/,
			resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
			stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
		},
		{
			identify: (value) => typeof value === "number",
			default: true,
			tag: "tag:yaml.org,2002:float",
			test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
			resolve: (str) => parseFloat(str),
			stringify: stringifyJSON
		}
	];
	const schema = [map.map, seq.seq].concat(jsonScalars, {
		default: true,
		tag: "",
		test: /^/,
		resolve(str, onError) {
			onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
			return str;
		}
	});
	exports.schema = schema;
}));

// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_buffer = __require("buffer");
	var Scalar = require_Scalar();
	var stringifyString = require_stringifyString();
	const binary = {
		identify: (value) => value instanceof Uint8Array,
		default: false,
		tag: "tag:yaml.org,2002:binary",
		/**
		* Returns a Buffer in node and an Uint8Array in browsers
		*
		* To use the resulting buffer as an image, you'll want to do something like:
		*
		*   const blob = new Blob([buffer], { type: 'image/jpeg' })
		*   document.querySelector('#photo').src = URL.createObjectURL(blob)
		*/
		resolve(src, onError) {
			if (typeof node_buffer.Buffer === "function") return node_buffer.Buffer.from(src, "base64");
			else if (typeof atob === "function") {
				const str = atob(src.replace(/[\n\r]/g, ""));
				const buffer = new Uint8Array(str.length);
				for (let i = 0; i < str.length; ++i) buffer[i] = str.charCodeAt(i);
				return buffer;
			} else {
				onError("This environment does not support reading binary tags; either Buffer or atob is required");
				return src;
			}
		},
		stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
			if (!value) return "";
			const buf = value;
			let str;
			if (typeof node_buffer.Buffer === "function") str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
			else if (typeof btoa === "function") {
				let s = "";
				for (let i = 0; i < buf.length; ++i) s += String.fromCharCode(buf[i]);
				str = btoa(s);
			} else throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
			type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
			if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
				const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
				const n = Math.ceil(str.length / lineWidth);
				const lines = new Array(n);
				for (let i = 0, o = 0; i < n; ++i, o += lineWidth) lines[i] = str.substr(o, lineWidth);
				str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
			}
			return stringifyString.stringifyString({
				comment,
				type,
				value: str
			}, ctx, onComment, onChompKeep);
		}
	};
	exports.binary = binary;
}));

// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLSeq = require_YAMLSeq();
	function resolvePairs(seq, onError) {
		if (identity.isSeq(seq)) for (let i = 0; i < seq.items.length; ++i) {
			let item = seq.items[i];
			if (identity.isPair(item)) continue;
			else if (identity.isMap(item)) {
				if (item.items.length > 1) onError("Each pair must have its own sequence indicator");
				const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
				if (item.commentBefore) pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}\n${pair.key.commentBefore}` : item.commentBefore;
				if (item.comment) {
					const cn = pair.value ?? pair.key;
					cn.comment = cn.comment ? `${item.comment}\n${cn.comment}` : item.comment;
				}
				item = pair;
			}
			seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
		}
		else onError("Expected a sequence for this tag");
		return seq;
	}
	function createPairs(schema, iterable, ctx) {
		const { replacer } = ctx;
		const pairs = new YAMLSeq.YAMLSeq(schema);
		pairs.tag = "tag:yaml.org,2002:pairs";
		let i = 0;
		if (iterable && Symbol.iterator in Object(iterable)) for (let it of iterable) {
			if (typeof replacer === "function") it = replacer.call(iterable, String(i++), it);
			let key, value;
			if (Array.isArray(it)) {
				if (it.length === 2) {
					key = it[0];
					value = it[1];
				} else throw new TypeError(`Expected [key, value] tuple: ${it}`);
			} else if (it && it instanceof Object) {
				const keys = Object.keys(it);
				if (keys.length === 1) {
					key = keys[0];
					value = it[key];
				} else throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
			} else key = it;
			pairs.items.push(Pair.createPair(key, value, ctx));
		}
		return pairs;
	}
	const pairs = {
		collection: "seq",
		default: false,
		tag: "tag:yaml.org,2002:pairs",
		resolve: resolvePairs,
		createNode: createPairs
	};
	exports.createPairs = createPairs;
	exports.pairs = pairs;
	exports.resolvePairs = resolvePairs;
}));

// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var toJS = require_toJS();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var pairs = require_pairs();
	var YAMLOMap = class YAMLOMap extends YAMLSeq.YAMLSeq {
		constructor() {
			super();
			this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
			this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
			this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
			this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
			this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
			this.tag = YAMLOMap.tag;
		}
		/**
		* If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
		* but TypeScript won't allow widening the signature of a child method.
		*/
		toJSON(_, ctx) {
			if (!ctx) return super.toJSON(_);
			const map = /* @__PURE__ */ new Map();
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const pair of this.items) {
				let key, value;
				if (identity.isPair(pair)) {
					key = toJS.toJS(pair.key, "", ctx);
					value = toJS.toJS(pair.value, key, ctx);
				} else key = toJS.toJS(pair, "", ctx);
				if (map.has(key)) throw new Error("Ordered maps must not include duplicate keys");
				map.set(key, value);
			}
			return map;
		}
		static from(schema, iterable, ctx) {
			const pairs$1 = pairs.createPairs(schema, iterable, ctx);
			const omap = new this();
			omap.items = pairs$1.items;
			return omap;
		}
	};
	YAMLOMap.tag = "tag:yaml.org,2002:omap";
	const omap = {
		collection: "seq",
		identify: (value) => value instanceof Map,
		nodeClass: YAMLOMap,
		default: false,
		tag: "tag:yaml.org,2002:omap",
		resolve(seq, onError) {
			const pairs$1 = pairs.resolvePairs(seq, onError);
			const seenKeys = [];
			for (const { key } of pairs$1.items) if (identity.isScalar(key)) {
				if (seenKeys.includes(key.value)) onError(`Ordered maps must not include duplicate keys: ${key.value}`);
				else seenKeys.push(key.value);
			}
			return Object.assign(new YAMLOMap(), pairs$1);
		},
		createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
	};
	exports.YAMLOMap = YAMLOMap;
	exports.omap = omap;
}));

// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function boolStringify({ value, source }, ctx) {
		if (source && (value ? trueTag : falseTag).test.test(source)) return source;
		return value ? ctx.options.trueStr : ctx.options.falseStr;
	}
	const trueTag = {
		identify: (value) => value === true,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
		resolve: () => new Scalar.Scalar(true),
		stringify: boolStringify
	};
	const falseTag = {
		identify: (value) => value === false,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
		resolve: () => new Scalar.Scalar(false),
		stringify: boolStringify
	};
	exports.falseTag = falseTag;
	exports.trueTag = trueTag;
}));

// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str.replace(/_/g, "")),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	const float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
			const dot = str.indexOf(".");
			if (dot !== -1) {
				const f = str.substring(dot + 1).replace(/_/g, "");
				if (f[f.length - 1] === "0") node.minFractionDigits = f.length;
			}
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.float = float;
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));

// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	function intResolve(str, offset, radix, { intAsBigInt }) {
		const sign = str[0];
		if (sign === "-" || sign === "+") offset += 1;
		str = str.substring(offset).replace(/_/g, "");
		if (intAsBigInt) {
			switch (radix) {
				case 2:
					str = `0b${str}`;
					break;
				case 8:
					str = `0o${str}`;
					break;
				case 16: str = `0x${str}`;
			}
			const n = BigInt(str);
			return sign === "-" ? BigInt(-1) * n : n;
		}
		const n = parseInt(str, radix);
		return sign === "-" ? -1 * n : n;
	}
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value)) {
			const str = value.toString(radix);
			return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
		}
		return stringifyNumber.stringifyNumber(node);
	}
	const intBin = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "BIN",
		test: /^[-+]?0b[0-1_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
		stringify: (node) => intStringify(node, 2, "0b")
	};
	const intOct = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^[-+]?0[0-7_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
		stringify: (node) => intStringify(node, 8, "0")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9][0-9_]*$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^[-+]?0x[0-9a-fA-F_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intBin = intBin;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));

// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSet = class YAMLSet extends YAMLMap.YAMLMap {
		constructor(schema) {
			super(schema);
			this.tag = YAMLSet.tag;
		}
		add(key) {
			let pair;
			if (identity.isPair(key)) pair = key;
			else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null) pair = new Pair.Pair(key.key, null);
			else pair = new Pair.Pair(key, null);
			if (!YAMLMap.findPair(this.items, pair.key)) this.items.push(pair);
		}
		/**
		* If `keepPair` is `true`, returns the Pair matching `key`.
		* Otherwise, returns the value of that Pair's key.
		*/
		get(key, keepPair) {
			const pair = YAMLMap.findPair(this.items, key);
			return !keepPair && identity.isPair(pair) ? identity.isScalar(pair.key) ? pair.key.value : pair.key : pair;
		}
		set(key, value) {
			if (typeof value !== "boolean") throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
			const prev = YAMLMap.findPair(this.items, key);
			if (prev && !value) this.items.splice(this.items.indexOf(prev), 1);
			else if (!prev && value) this.items.push(new Pair.Pair(key));
		}
		toJSON(_, ctx) {
			return super.toJSON(_, ctx, Set);
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			if (this.hasAllNullValues(true)) return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
			else throw new Error("Set items must all have null values");
		}
		static from(schema, iterable, ctx) {
			const { replacer } = ctx;
			const set = new this(schema);
			if (iterable && Symbol.iterator in Object(iterable)) for (let value of iterable) {
				if (typeof replacer === "function") value = replacer.call(iterable, value, value);
				set.items.push(Pair.createPair(value, null, ctx));
			}
			return set;
		}
	};
	YAMLSet.tag = "tag:yaml.org,2002:set";
	const set = {
		collection: "map",
		identify: (value) => value instanceof Set,
		nodeClass: YAMLSet,
		default: false,
		tag: "tag:yaml.org,2002:set",
		createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
		resolve(map, onError) {
			if (identity.isMap(map)) {
				if (map.hasAllNullValues(true)) return Object.assign(new YAMLSet(), map);
				else onError("Set items must all have null values");
			} else onError("Expected a mapping for this tag");
			return map;
		}
	};
	exports.YAMLSet = YAMLSet;
	exports.set = set;
}));

// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	/** Internal types handle bigint as number, because TS can't figure it out. */
	function parseSexagesimal(str, asBigInt) {
		const sign = str[0];
		const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
		const num = (n) => asBigInt ? BigInt(n) : Number(n);
		const res = parts.replace(/_/g, "").split(":").reduce((res, p) => res * num(60) + num(p), num(0));
		return sign === "-" ? num(-1) * res : res;
	}
	/**
	* hhhh:mm:ss.sss
	*
	* Internal types handle bigint as number, because TS can't figure it out.
	*/
	function stringifySexagesimal(node) {
		let { value } = node;
		let num = (n) => n;
		if (typeof value === "bigint") num = (n) => BigInt(n);
		else if (isNaN(value) || !isFinite(value)) return stringifyNumber.stringifyNumber(node);
		let sign = "";
		if (value < 0) {
			sign = "-";
			value *= num(-1);
		}
		const _60 = num(60);
		const parts = [value % _60];
		if (value < 60) parts.unshift(0);
		else {
			value = (value - parts[0]) / _60;
			parts.unshift(value % _60);
			if (value >= 60) {
				value = (value - parts[0]) / _60;
				parts.unshift(value);
			}
		}
		return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
	}
	const intTime = {
		identify: (value) => typeof value === "bigint" || Number.isInteger(value),
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
		resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
		stringify: stringifySexagesimal
	};
	const floatTime = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
		resolve: (str) => parseSexagesimal(str, false),
		stringify: stringifySexagesimal
	};
	const timestamp = {
		identify: (value) => value instanceof Date,
		default: true,
		tag: "tag:yaml.org,2002:timestamp",
		test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
		resolve(str) {
			const match = str.match(timestamp.test);
			if (!match) throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
			const [, year, month, day, hour, minute, second] = match.map(Number);
			const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
			let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
			const tz = match[8];
			if (tz && tz !== "Z") {
				let d = parseSexagesimal(tz, false);
				if (Math.abs(d) < 30) d *= 60;
				date -= 6e4 * d;
			}
			return new Date(date);
		},
		stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
	};
	exports.floatTime = floatTime;
	exports.intTime = intTime;
	exports.timestamp = timestamp;
}));

// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var binary = require_binary();
	var bool = require_bool();
	var float = require_float();
	var int = require_int();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var set = require_set();
	var timestamp = require_timestamp();
	const schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.trueTag,
		bool.falseTag,
		int.intBin,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float,
		binary.binary,
		merge.merge,
		omap.omap,
		pairs.pairs,
		set.set,
		timestamp.intTime,
		timestamp.floatTime,
		timestamp.timestamp
	];
	exports.schema = schema;
}));

// node_modules/yaml/dist/schema/tags.js
var require_tags = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	var schema = require_schema$2();
	var schema$1 = require_schema$1();
	var binary = require_binary();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var schema$2 = require_schema();
	var set = require_set();
	var timestamp = require_timestamp();
	const schemas = /* @__PURE__ */ new Map([
		["core", schema.schema],
		["failsafe", [
			map.map,
			seq.seq,
			string.string
		]],
		["json", schema$1.schema],
		["yaml11", schema$2.schema],
		["yaml-1.1", schema$2.schema]
	]);
	const tagsByName = {
		binary: binary.binary,
		bool: bool.boolTag,
		float: float.float,
		floatExp: float.floatExp,
		floatNaN: float.floatNaN,
		floatTime: timestamp.floatTime,
		int: int.int,
		intHex: int.intHex,
		intOct: int.intOct,
		intTime: timestamp.intTime,
		map: map.map,
		merge: merge.merge,
		null: _null.nullTag,
		omap: omap.omap,
		pairs: pairs.pairs,
		seq: seq.seq,
		set: set.set,
		timestamp: timestamp.timestamp
	};
	const coreKnownTags = {
		"tag:yaml.org,2002:binary": binary.binary,
		"tag:yaml.org,2002:merge": merge.merge,
		"tag:yaml.org,2002:omap": omap.omap,
		"tag:yaml.org,2002:pairs": pairs.pairs,
		"tag:yaml.org,2002:set": set.set,
		"tag:yaml.org,2002:timestamp": timestamp.timestamp
	};
	function getTags(customTags, schemaName, addMergeTag) {
		const schemaTags = schemas.get(schemaName);
		if (schemaTags && !customTags) return addMergeTag && !schemaTags.includes(merge.merge) ? schemaTags.concat(merge.merge) : schemaTags.slice();
		let tags = schemaTags;
		if (!tags) {
			if (Array.isArray(customTags)) tags = [];
			else {
				const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
			}
		}
		if (Array.isArray(customTags)) for (const tag of customTags) tags = tags.concat(tag);
		else if (typeof customTags === "function") tags = customTags(tags.slice());
		if (addMergeTag) tags = tags.concat(merge.merge);
		return tags.reduce((tags, tag) => {
			const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
			if (!tagObj) {
				const tagName = JSON.stringify(tag);
				const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
			}
			if (!tags.includes(tagObj)) tags.push(tagObj);
			return tags;
		}, []);
	}
	exports.coreKnownTags = coreKnownTags;
	exports.getTags = getTags;
}));

// node_modules/yaml/dist/schema/Schema.js
var require_Schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var map = require_map();
	var seq = require_seq();
	var string = require_string();
	var tags = require_tags();
	const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
	var Schema = class Schema {
		constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
			this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
			this.name = typeof schema === "string" && schema || "core";
			this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
			this.tags = tags.getTags(customTags, this.name, merge);
			this.toStringOptions = toStringDefaults ?? null;
			Object.defineProperty(this, identity.MAP, { value: map.map });
			Object.defineProperty(this, identity.SCALAR, { value: string.string });
			Object.defineProperty(this, identity.SEQ, { value: seq.seq });
			this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
		}
		clone() {
			const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
			copy.tags = this.tags.slice();
			return copy;
		}
	};
	exports.Schema = Schema;
}));

// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyDocument(doc, options) {
		const lines = [];
		let hasDirectives = options.directives === true;
		if (options.directives !== false && doc.directives) {
			const dir = doc.directives.toString(doc);
			if (dir) {
				lines.push(dir);
				hasDirectives = true;
			} else if (doc.directives.docStart) hasDirectives = true;
		}
		if (hasDirectives) lines.push("---");
		const ctx = stringify.createStringifyContext(doc, options);
		const { commentString } = ctx.options;
		if (doc.commentBefore) {
			if (lines.length !== 1) lines.unshift("");
			const cs = commentString(doc.commentBefore);
			lines.unshift(stringifyComment.indentComment(cs, ""));
		}
		let chompKeep = false;
		let contentComment = null;
		if (doc.contents) {
			if (identity.isNode(doc.contents)) {
				if (doc.contents.spaceBefore && hasDirectives) lines.push("");
				if (doc.contents.commentBefore) {
					const cs = commentString(doc.contents.commentBefore);
					lines.push(stringifyComment.indentComment(cs, ""));
				}
				ctx.forceBlockIndent = !!doc.comment;
				contentComment = doc.contents.comment;
			}
			const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
			let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
			if (contentComment) body += stringifyComment.lineComment(body, "", commentString(contentComment));
			if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") lines[lines.length - 1] = `--- ${body}`;
			else lines.push(body);
		} else lines.push(stringify.stringify(doc.contents, ctx));
		if (doc.directives?.docEnd) {
			if (doc.comment) {
				const cs = commentString(doc.comment);
				if (cs.includes("\n")) {
					lines.push("...");
					lines.push(stringifyComment.indentComment(cs, ""));
				} else lines.push(`... ${cs}`);
			} else lines.push("...");
		} else {
			let dc = doc.comment;
			if (dc && chompKeep) dc = dc.replace(/^\n+/, "");
			if (dc) {
				if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "") lines.push("");
				lines.push(stringifyComment.indentComment(commentString(dc), ""));
			}
		}
		return lines.join("\n") + "\n";
	}
	exports.stringifyDocument = stringifyDocument;
}));

// node_modules/yaml/dist/doc/Document.js
var require_Document = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var toJS = require_toJS();
	var Schema = require_Schema();
	var stringifyDocument = require_stringifyDocument();
	var anchors = require_anchors();
	var applyReviver = require_applyReviver();
	var createNode = require_createNode();
	var directives = require_directives();
	var Document = class Document {
		constructor(value, replacer, options) {
			/** A comment before this Document */
			this.commentBefore = null;
			/** A comment immediately after this Document */
			this.comment = null;
			/** Errors encountered during parsing. */
			this.errors = [];
			/** Warnings encountered during parsing. */
			this.warnings = [];
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
			let _replacer = null;
			if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
			else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const opt = Object.assign({
				intAsBigInt: false,
				keepSourceTokens: false,
				logLevel: "warn",
				prettyErrors: true,
				strict: true,
				stringKeys: false,
				uniqueKeys: true,
				version: "1.2"
			}, options);
			this.options = opt;
			let { version } = opt;
			if (options?._directives) {
				this.directives = options._directives.atDocument();
				if (this.directives.yaml.explicit) version = this.directives.yaml.version;
			} else this.directives = new directives.Directives({ version });
			this.setSchema(version, options);
			this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
		}
		/**
		* Create a deep copy of this Document and its contents.
		*
		* Custom Node values that inherit from `Object` still refer to their original instances.
		*/
		clone() {
			const copy = Object.create(Document.prototype, { [identity.NODE_TYPE]: { value: identity.DOC } });
			copy.commentBefore = this.commentBefore;
			copy.comment = this.comment;
			copy.errors = this.errors.slice();
			copy.warnings = this.warnings.slice();
			copy.options = Object.assign({}, this.options);
			if (this.directives) copy.directives = this.directives.clone();
			copy.schema = this.schema.clone();
			copy.contents = identity.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** Adds a value to the document. */
		add(value) {
			if (assertCollection(this.contents)) this.contents.add(value);
		}
		/** Adds a value to the document. */
		addIn(path, value) {
			if (assertCollection(this.contents)) this.contents.addIn(path, value);
		}
		/**
		* Create a new `Alias` node, ensuring that the target `node` has the required anchor.
		*
		* If `node` already has an anchor, `name` is ignored.
		* Otherwise, the `node.anchor` value will be set to `name`,
		* or if an anchor with that name is already present in the document,
		* `name` will be used as a prefix for a new unique anchor.
		* If `name` is undefined, the generated anchor will use 'a' as a prefix.
		*/
		createAlias(node, name) {
			if (!node.anchor) {
				const prev = anchors.anchorNames(this);
				node.anchor = !name || prev.has(name) ? anchors.findNewAnchor(name || "a", prev) : name;
			}
			return new Alias.Alias(node.anchor);
		}
		createNode(value, replacer, options) {
			let _replacer = void 0;
			if (typeof replacer === "function") {
				value = replacer.call({ "": value }, "", value);
				_replacer = replacer;
			} else if (Array.isArray(replacer)) {
				const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
				const asStr = replacer.filter(keyToStr).map(String);
				if (asStr.length > 0) replacer = replacer.concat(asStr);
				_replacer = replacer;
			} else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
			const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, anchorPrefix || "a");
			const ctx = {
				aliasDuplicateObjects: aliasDuplicateObjects ?? true,
				keepUndefined: keepUndefined ?? false,
				onAnchor,
				onTagObj,
				replacer: _replacer,
				schema: this.schema,
				sourceObjects
			};
			const node = createNode.createNode(value, tag, ctx);
			if (flow && identity.isCollection(node)) node.flow = true;
			setAnchors();
			return node;
		}
		/**
		* Convert a key and a value into a `Pair` using the current schema,
		* recursively wrapping all values as `Scalar` or `Collection` nodes.
		*/
		createPair(key, value, options = {}) {
			const k = this.createNode(key, null, options);
			const v = this.createNode(value, null, options);
			return new Pair.Pair(k, v);
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			return assertCollection(this.contents) ? this.contents.delete(key) : false;
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			if (Collection.isEmptyPath(path)) {
				if (this.contents == null) return false;
				this.contents = null;
				return true;
			}
			return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		get(key, keepScalar) {
			return identity.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
		}
		/**
		* Returns item at `path`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			if (Collection.isEmptyPath(path)) return !keepScalar && identity.isScalar(this.contents) ? this.contents.value : this.contents;
			return identity.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
		}
		/**
		* Checks if the document includes a value with the key `key`.
		*/
		has(key) {
			return identity.isCollection(this.contents) ? this.contents.has(key) : false;
		}
		/**
		* Checks if the document includes a value at `path`.
		*/
		hasIn(path) {
			if (Collection.isEmptyPath(path)) return this.contents !== void 0;
			return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		set(key, value) {
			if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, [key], value);
			else if (assertCollection(this.contents)) this.contents.set(key, value);
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			if (Collection.isEmptyPath(path)) this.contents = value;
			else if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
			else if (assertCollection(this.contents)) this.contents.setIn(path, value);
		}
		/**
		* Change the YAML version and schema used by the document.
		* A `null` version disables support for directives, explicit tags, anchors, and aliases.
		* It also requires the `schema` option to be given as a `Schema` instance value.
		*
		* Overrides all previously set schema options.
		*/
		setSchema(version, options = {}) {
			if (typeof version === "number") version = String(version);
			let opt;
			switch (version) {
				case "1.1":
					if (this.directives) this.directives.yaml.version = "1.1";
					else this.directives = new directives.Directives({ version: "1.1" });
					opt = {
						resolveKnownTags: false,
						schema: "yaml-1.1"
					};
					break;
				case "1.2":
				case "next":
					if (this.directives) this.directives.yaml.version = version;
					else this.directives = new directives.Directives({ version });
					opt = {
						resolveKnownTags: true,
						schema: "core"
					};
					break;
				case null:
					if (this.directives) delete this.directives;
					opt = null;
					break;
				default: {
					const sv = JSON.stringify(version);
					throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
				}
			}
			if (options.schema instanceof Object) this.schema = options.schema;
			else if (opt) this.schema = new Schema.Schema(Object.assign(opt, options));
			else throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
		}
		toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc: this,
				keep: !json,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
		/**
		* A JSON representation of the document `contents`.
		*
		* @param jsonArg Used by `JSON.stringify` to indicate the array index or
		*   property name.
		*/
		toJSON(jsonArg, onAnchor) {
			return this.toJS({
				json: true,
				jsonArg,
				mapAsMap: false,
				onAnchor
			});
		}
		/** A YAML representation of the document. */
		toString(options = {}) {
			if (this.errors.length > 0) throw new Error("Document with errors cannot be stringified");
			if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
				const s = JSON.stringify(options.indent);
				throw new Error(`"indent" option must be a positive integer, not ${s}`);
			}
			return stringifyDocument.stringifyDocument(this, options);
		}
	};
	function assertCollection(contents) {
		if (identity.isCollection(contents)) return true;
		throw new Error("Expected a YAML collection as document contents");
	}
	exports.Document = Document;
}));

// node_modules/yaml/dist/errors.js
var require_errors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLError = class extends Error {
		constructor(name, pos, code, message) {
			super();
			this.name = name;
			this.code = code;
			this.message = message;
			this.pos = pos;
		}
	};
	var YAMLParseError = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLParseError", pos, code, message);
		}
	};
	var YAMLWarning = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLWarning", pos, code, message);
		}
	};
	const prettifyError = (src, lc) => (error) => {
		if (error.pos[0] === -1) return;
		error.linePos = error.pos.map((pos) => lc.linePos(pos));
		const { line, col } = error.linePos[0];
		error.message += ` at line ${line}, column ${col}`;
		let ci = col - 1;
		let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
		if (ci >= 60 && lineStr.length > 80) {
			const trimStart = Math.min(ci - 39, lineStr.length - 79);
			lineStr = "…" + lineStr.substring(trimStart);
			ci -= trimStart - 1;
		}
		if (lineStr.length > 80) lineStr = lineStr.substring(0, 79) + "…";
		if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
			let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
			if (prev.length > 80) prev = prev.substring(0, 79) + "…\n";
			lineStr = prev + lineStr;
		}
		if (/[^ ]/.test(lineStr)) {
			let count = 1;
			const end = error.linePos[1];
			if (end?.line === line && end.col > col) count = Math.max(1, Math.min(end.col - col, 80 - ci));
			const pointer = " ".repeat(ci) + "^".repeat(count);
			error.message += `:\n\n${lineStr}\n${pointer}\n`;
		}
	};
	exports.YAMLError = YAMLError;
	exports.YAMLParseError = YAMLParseError;
	exports.YAMLWarning = YAMLWarning;
	exports.prettifyError = prettifyError;
}));

// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
		let spaceBefore = false;
		let atNewline = startOnNewline;
		let hasSpace = startOnNewline;
		let comment = "";
		let commentSep = "";
		let hasNewline = false;
		let reqSpace = false;
		let tab = null;
		let anchor = null;
		let tag = null;
		let newlineAfterProp = null;
		let comma = null;
		let found = null;
		let start = null;
		for (const token of tokens) {
			if (reqSpace) {
				if (token.type !== "space" && token.type !== "newline" && token.type !== "comma") onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
				reqSpace = false;
			}
			if (tab) {
				if (atNewline && token.type !== "comment" && token.type !== "newline") onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
				tab = null;
			}
			switch (token.type) {
				case "space":
					if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) tab = token;
					hasSpace = true;
					break;
				case "comment": {
					if (!hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					const cb = token.source.substring(1) || " ";
					if (!comment) comment = cb;
					else comment += commentSep + cb;
					commentSep = "";
					atNewline = false;
					break;
				}
				case "newline":
					if (atNewline) {
						if (comment) comment += token.source;
						else if (!found || indicator !== "seq-item-ind") spaceBefore = true;
					} else commentSep += token.source;
					atNewline = true;
					hasNewline = true;
					if (anchor || tag) newlineAfterProp = token;
					hasSpace = true;
					break;
				case "anchor":
					if (anchor) onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
					if (token.source.endsWith(":")) onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
					anchor = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case "tag":
					if (tag) onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
					tag = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case indicator:
					if (anchor || tag) onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
					if (found) onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
					found = token;
					atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
					hasSpace = false;
					break;
				case "comma": if (flow) {
					if (comma) onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
					comma = token;
					atNewline = false;
					hasSpace = false;
					break;
				}
				default:
					onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
					atNewline = false;
					hasSpace = false;
			}
		}
		const last = tokens[tokens.length - 1];
		const end = last ? last.offset + last.source.length : offset;
		if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
		if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq")) onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
		return {
			comma,
			found,
			spaceBefore,
			comment,
			hasNewline,
			anchor,
			tag,
			newlineAfterProp,
			end,
			start: start ?? end
		};
	}
	exports.resolveProps = resolveProps;
}));

// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline = /* @__PURE__ */ __commonJSMin(((exports) => {
	function containsNewline(key) {
		if (!key) return null;
		switch (key.type) {
			case "alias":
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				if (key.source.includes("\n")) return true;
				if (key.end) {
					for (const st of key.end) if (st.type === "newline") return true;
				}
				return false;
			case "flow-collection":
				for (const it of key.items) {
					for (const st of it.start) if (st.type === "newline") return true;
					if (it.sep) {
						for (const st of it.sep) if (st.type === "newline") return true;
					}
					if (containsNewline(it.key) || containsNewline(it.value)) return true;
				}
				return false;
			default: return true;
		}
	}
	exports.containsNewline = containsNewline;
}));

// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check = /* @__PURE__ */ __commonJSMin(((exports) => {
	var utilContainsNewline = require_util_contains_newline();
	function flowIndentCheck(indent, fc, onError) {
		if (fc?.type === "flow-collection") {
			const end = fc.end[0];
			if (end.indent === indent && (end.source === "]" || end.source === "}") && utilContainsNewline.containsNewline(fc)) onError(end, "BAD_INDENT", "Flow end indicator should be more indented than parent", true);
		}
	}
	exports.flowIndentCheck = flowIndentCheck;
}));

// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	function mapIncludes(ctx, items, search) {
		const { uniqueKeys } = ctx.options;
		if (uniqueKeys === false) return false;
		const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity.isScalar(a) && identity.isScalar(b) && a.value === b.value;
		return items.some((pair) => isEqual(pair.key, search));
	}
	exports.mapIncludes = mapIncludes;
}));

// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	var utilMapIncludes = require_util_map_includes();
	const startColMsg = "All mapping items must start at the same column";
	function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
		const map = new ((tag?.nodeClass) ?? YAMLMap.YAMLMap)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		let offset = bm.offset;
		let commentEnd = null;
		for (const collItem of bm.items) {
			const { start, key, sep, value } = collItem;
			const keyProps = resolveProps.resolveProps(start, {
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: bm.indent,
				startOnNewline: true
			});
			const implicitKey = !keyProps.found;
			if (implicitKey) {
				if (key) {
					if (key.type === "block-seq") onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
					else if ("indent" in key && key.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
				}
				if (!keyProps.anchor && !keyProps.tag && !sep) {
					commentEnd = keyProps.end;
					if (keyProps.comment) {
						if (map.comment) map.comment += "\n" + keyProps.comment;
						else map.comment = keyProps.comment;
					}
					continue;
				}
				if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
			} else if (keyProps.found?.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
			ctx.atKey = true;
			const keyStart = keyProps.end;
			const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
			ctx.atKey = false;
			if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
			const valueProps = resolveProps.resolveProps(sep ?? [], {
				indicator: "map-value-ind",
				next: value,
				offset: keyNode.range[2],
				onError,
				parentIndent: bm.indent,
				startOnNewline: !key || key.type === "block-scalar"
			});
			offset = valueProps.end;
			if (valueProps.found) {
				if (implicitKey) {
					if (value?.type === "block-map" && !valueProps.hasNewline) onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
					if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024) onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
				if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
				offset = valueNode.range[2];
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			} else {
				if (implicitKey) onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
				if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			}
		}
		if (commentEnd && commentEnd < offset) onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
		map.range = [
			bm.offset,
			offset,
			commentEnd ?? offset
		];
		return map;
	}
	exports.resolveBlockMap = resolveBlockMap;
}));

// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLSeq = require_YAMLSeq();
	var resolveProps = require_resolve_props();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
		const seq = new ((tag?.nodeClass) ?? YAMLSeq.YAMLSeq)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = bs.offset;
		let commentEnd = null;
		for (const { start, value } of bs.items) {
			const props = resolveProps.resolveProps(start, {
				indicator: "seq-item-ind",
				next: value,
				offset,
				onError,
				parentIndent: bs.indent,
				startOnNewline: true
			});
			if (!props.found) {
				if (props.anchor || props.tag || value) {
					if (value?.type === "block-seq") onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
					else onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
				} else {
					commentEnd = props.end;
					if (props.comment) seq.comment = props.comment;
					continue;
				}
			}
			const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
			offset = node.range[2];
			seq.items.push(node);
		}
		seq.range = [
			bs.offset,
			offset,
			commentEnd ?? offset
		];
		return seq;
	}
	exports.resolveBlockSeq = resolveBlockSeq;
}));

// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveEnd(end, offset, reqSpace, onError) {
		let comment = "";
		if (end) {
			let hasSpace = false;
			let sep = "";
			for (const token of end) {
				const { source, type } = token;
				switch (type) {
					case "space":
						hasSpace = true;
						break;
					case "comment": {
						if (reqSpace && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
						const cb = source.substring(1) || " ";
						if (!comment) comment = cb;
						else comment += sep + cb;
						sep = "";
						break;
					}
					case "newline":
						if (comment) sep += source;
						hasSpace = true;
						break;
					default: onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
				}
				offset += source.length;
			}
		}
		return {
			comment,
			offset
		};
	}
	exports.resolveEnd = resolveEnd;
}));

// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilMapIncludes = require_util_map_includes();
	const blockMsg = "Block collections are not allowed within flow collections";
	const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
	function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
		const isMap = fc.start.source === "{";
		const fcName = isMap ? "flow map" : "flow sequence";
		const coll = new ((tag?.nodeClass) ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq))(ctx.schema);
		coll.flow = true;
		const atRoot = ctx.atRoot;
		if (atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = fc.offset + fc.start.source.length;
		for (let i = 0; i < fc.items.length; ++i) {
			const collItem = fc.items[i];
			const { start, key, sep, value } = collItem;
			const props = resolveProps.resolveProps(start, {
				flow: fcName,
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: fc.indent,
				startOnNewline: false
			});
			if (!props.found) {
				if (!props.anchor && !props.tag && !sep && !value) {
					if (i === 0 && props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
					else if (i < fc.items.length - 1) onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
					if (props.comment) {
						if (coll.comment) coll.comment += "\n" + props.comment;
						else coll.comment = props.comment;
					}
					offset = props.end;
					continue;
				}
				if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key)) onError(key, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
			}
			if (i === 0) {
				if (props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
			} else {
				if (!props.comma) onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
				if (props.comment) {
					let prevItemComment = "";
					loop: for (const st of start) switch (st.type) {
						case "comma":
						case "space": break;
						case "comment":
							prevItemComment = st.source.substring(1);
							break loop;
						default: break loop;
					}
					if (prevItemComment) {
						let prev = coll.items[coll.items.length - 1];
						if (identity.isPair(prev)) prev = prev.value ?? prev.key;
						if (prev.comment) prev.comment += "\n" + prevItemComment;
						else prev.comment = prevItemComment;
						props.comment = props.comment.substring(prevItemComment.length + 1);
					}
				}
			}
			if (!isMap && !sep && !props.found) {
				const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
				coll.items.push(valueNode);
				offset = valueNode.range[2];
				if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
			} else {
				ctx.atKey = true;
				const keyStart = props.end;
				const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start, null, props, onError);
				if (isBlock(key)) onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
				ctx.atKey = false;
				const valueProps = resolveProps.resolveProps(sep ?? [], {
					flow: fcName,
					indicator: "map-value-ind",
					next: value,
					offset: keyNode.range[2],
					onError,
					parentIndent: fc.indent,
					startOnNewline: false
				});
				if (valueProps.found) {
					if (!isMap && !props.found && ctx.options.strict) {
						if (sep) for (const st of sep) {
							if (st === valueProps.found) break;
							if (st.type === "newline") {
								onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
								break;
							}
						}
						if (props.start < valueProps.found.offset - 1024) onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
					}
				} else if (value) {
					if ("source" in value && value.source?.[0] === ":") onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
					else onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
				if (valueNode) {
					if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
				} else if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				if (isMap) {
					const map = coll;
					if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
					map.items.push(pair);
				} else {
					const map = new YAMLMap.YAMLMap(ctx.schema);
					map.flow = true;
					map.items.push(pair);
					const endRange = (valueNode ?? keyNode).range;
					map.range = [
						keyNode.range[0],
						endRange[1],
						endRange[2]
					];
					coll.items.push(map);
				}
				offset = valueNode ? valueNode.range[2] : valueProps.end;
			}
		}
		const expectedEnd = isMap ? "}" : "]";
		const [ce, ...ee] = fc.end;
		let cePos = offset;
		if (ce?.source === expectedEnd) cePos = ce.offset + ce.source.length;
		else {
			const name = fcName[0].toUpperCase() + fcName.substring(1);
			const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
			onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
			if (ce && ce.source.length !== 1) ee.unshift(ce);
		}
		if (ee.length > 0) {
			const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
			if (end.comment) {
				if (coll.comment) coll.comment += "\n" + end.comment;
				else coll.comment = end.comment;
			}
			coll.range = [
				fc.offset,
				cePos,
				end.offset
			];
		} else coll.range = [
			fc.offset,
			cePos,
			cePos
		];
		return coll;
	}
	exports.resolveFlowCollection = resolveFlowCollection;
}));

// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveBlockMap = require_resolve_block_map();
	var resolveBlockSeq = require_resolve_block_seq();
	var resolveFlowCollection = require_resolve_flow_collection();
	function resolveCollection(CN, ctx, token, onError, tagName, tag) {
		const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
		const Coll = coll.constructor;
		if (tagName === "!" || tagName === Coll.tagName) {
			coll.tag = Coll.tagName;
			return coll;
		}
		if (tagName) coll.tag = tagName;
		return coll;
	}
	function composeCollection(CN, ctx, token, props, onError) {
		const tagToken = props.tag;
		const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
		if (token.type === "block-seq") {
			const { anchor, newlineAfterProp: nl } = props;
			const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
			if (lastProp && (!nl || nl.offset < lastProp.offset)) onError(lastProp, "MISSING_CHAR", "Missing newline after block sequence props");
		}
		const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
		if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") return resolveCollection(CN, ctx, token, onError, tagName);
		let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
		if (!tag) {
			const kt = ctx.schema.knownTags[tagName];
			if (kt?.collection === expType) {
				ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
				tag = kt;
			} else {
				if (kt) onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
				else onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
				return resolveCollection(CN, ctx, token, onError, tagName);
			}
		}
		const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
		const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
		const node = identity.isNode(res) ? res : new Scalar.Scalar(res);
		node.range = coll.range;
		node.tag = tagName;
		if (tag?.format) node.format = tag.format;
		return node;
	}
	exports.composeCollection = composeCollection;
}));

// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function resolveBlockScalar(ctx, scalar, onError) {
		const start = scalar.offset;
		const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
		if (!header) return {
			value: "",
			type: null,
			comment: "",
			range: [
				start,
				start,
				start
			]
		};
		const type = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
		const lines = scalar.source ? splitLines(scalar.source) : [];
		let chompStart = lines.length;
		for (let i = lines.length - 1; i >= 0; --i) {
			const content = lines[i][1];
			if (content === "" || content === "\r") chompStart = i;
			else break;
		}
		if (chompStart === 0) {
			const value = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
			let end = start + header.length;
			if (scalar.source) end += scalar.source.length;
			return {
				value,
				type,
				comment: header.comment,
				range: [
					start,
					end,
					end
				]
			};
		}
		let trimIndent = scalar.indent + header.indent;
		let offset = scalar.offset + header.length;
		let contentStart = 0;
		for (let i = 0; i < chompStart; ++i) {
			const [indent, content] = lines[i];
			if (content === "" || content === "\r") {
				if (header.indent === 0 && indent.length > trimIndent) trimIndent = indent.length;
			} else {
				if (indent.length < trimIndent) onError(offset + indent.length, "MISSING_CHAR", "Block scalars with more-indented leading empty lines must use an explicit indentation indicator");
				if (header.indent === 0) trimIndent = indent.length;
				contentStart = i;
				if (trimIndent === 0 && !ctx.atRoot) onError(offset, "BAD_INDENT", "Block scalar values in collections must be indented");
				break;
			}
			offset += indent.length + content.length + 1;
		}
		for (let i = lines.length - 1; i >= chompStart; --i) if (lines[i][0].length > trimIndent) chompStart = i + 1;
		let value = "";
		let sep = "";
		let prevMoreIndented = false;
		for (let i = 0; i < contentStart; ++i) value += lines[i][0].slice(trimIndent) + "\n";
		for (let i = contentStart; i < chompStart; ++i) {
			let [indent, content] = lines[i];
			offset += indent.length + content.length + 1;
			const crlf = content[content.length - 1] === "\r";
			if (crlf) content = content.slice(0, -1);
			/* istanbul ignore if already caught in lexer */
			if (content && indent.length < trimIndent) {
				const message = `Block scalar lines must not be less indented than their ${header.indent ? "explicit indentation indicator" : "first line"}`;
				onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
				indent = "";
			}
			if (type === Scalar.Scalar.BLOCK_LITERAL) {
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
			} else if (indent.length > trimIndent || content[0] === "	") {
				if (sep === " ") sep = "\n";
				else if (!prevMoreIndented && sep === "\n") sep = "\n\n";
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
				prevMoreIndented = true;
			} else if (content === "") {
				if (sep === "\n") value += "\n";
				else sep = "\n";
			} else {
				value += sep + content;
				sep = " ";
				prevMoreIndented = false;
			}
		}
		switch (header.chomp) {
			case "-": break;
			case "+":
				for (let i = chompStart; i < lines.length; ++i) value += "\n" + lines[i][0].slice(trimIndent);
				if (value[value.length - 1] !== "\n") value += "\n";
				break;
			default: value += "\n";
		}
		const end = start + header.length + scalar.source.length;
		return {
			value,
			type,
			comment: header.comment,
			range: [
				start,
				end,
				end
			]
		};
	}
	function parseBlockScalarHeader({ offset, props }, strict, onError) {
		/* istanbul ignore if should not happen */
		if (props[0].type !== "block-scalar-header") {
			onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
			return null;
		}
		const { source } = props[0];
		const mode = source[0];
		let indent = 0;
		let chomp = "";
		let error = -1;
		for (let i = 1; i < source.length; ++i) {
			const ch = source[i];
			if (!chomp && (ch === "-" || ch === "+")) chomp = ch;
			else {
				const n = Number(ch);
				if (!indent && n) indent = n;
				else if (error === -1) error = offset + i;
			}
		}
		if (error !== -1) onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
		let hasSpace = false;
		let comment = "";
		let length = source.length;
		for (let i = 1; i < props.length; ++i) {
			const token = props[i];
			switch (token.type) {
				case "space": hasSpace = true;
				case "newline":
					length += token.source.length;
					break;
				case "comment":
					if (strict && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					length += token.source.length;
					comment = token.source.substring(1);
					break;
				case "error":
					onError(token, "UNEXPECTED_TOKEN", token.message);
					length += token.source.length;
					break;
				/* istanbul ignore next should not happen */
				default: {
					onError(token, "UNEXPECTED_TOKEN", `Unexpected token in block scalar header: ${token.type}`);
					const ts = token.source;
					if (ts && typeof ts === "string") length += ts.length;
				}
			}
		}
		return {
			mode,
			indent,
			chomp,
			comment,
			length
		};
	}
	/** @returns Array of lines split up as `[indent, content]` */
	function splitLines(source) {
		const split = source.split(/\n( *)/);
		const first = split[0];
		const m = first.match(/^( *)/);
		const lines = [m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first]];
		for (let i = 1; i < split.length; i += 2) lines.push([split[i], split[i + 1]]);
		return lines;
	}
	exports.resolveBlockScalar = resolveBlockScalar;
}));

// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var resolveEnd = require_resolve_end();
	function resolveFlowScalar(scalar, strict, onError) {
		const { offset, type, source, end } = scalar;
		let _type;
		let value;
		const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
		switch (type) {
			case "scalar":
				_type = Scalar.Scalar.PLAIN;
				value = plainValue(source, _onError);
				break;
			case "single-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_SINGLE;
				value = singleQuotedValue(source, _onError);
				break;
			case "double-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_DOUBLE;
				value = doubleQuotedValue(source, _onError);
				break;
			/* istanbul ignore next should not happen */
			default:
				onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
				return {
					value: "",
					type: null,
					comment: "",
					range: [
						offset,
						offset + source.length,
						offset + source.length
					]
				};
		}
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
		return {
			value,
			type: _type,
			comment: re.comment,
			range: [
				offset,
				valueEnd,
				re.offset
			]
		};
	}
	function plainValue(source, onError) {
		let badChar = "";
		switch (source[0]) {
			/* istanbul ignore next should not happen */
			case "	":
				badChar = "a tab character";
				break;
			case ",":
				badChar = "flow indicator character ,";
				break;
			case "%":
				badChar = "directive indicator character %";
				break;
			case "|":
			case ">":
				badChar = `block scalar indicator ${source[0]}`;
				break;
			case "@":
			case "`": badChar = `reserved character ${source[0]}`;
		}
		if (badChar) onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
		return unfoldLines(source);
	}
	function singleQuotedValue(source, onError) {
		if (source[source.length - 1] !== "'" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
		return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
	}
	function unfoldLines(source) {
		const line = /(.*?)\r?\n/sy;
		let match = line.exec(source);
		if (!match) return source;
		/**
		* The negative lookbehinds in these RegExps are to
		* prevent causing a polynomial search time in certain cases.
		*
		* The try-catch is for Safari < 16.4 and other old browsers:
		* https://caniuse.com/js-regexp-lookbehind
		*/
		let trimEnd, trimBoth;
		try {
			trimEnd = new RegExp("(?<![ 	])[ 	]+$");
			trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
		} catch {
			trimEnd = /[ \t]+$/;
			trimBoth = /^[ \t]+|[ \t]+$/g;
		}
		let res = match[1].replace(trimEnd, "");
		let sep = " ";
		let pos = line.lastIndex;
		while (match = line.exec(source)) {
			const lm = match[1].replace(trimBoth, "");
			if (lm === "") {
				if (sep === "\n") res += sep;
				else sep = "\n";
			} else {
				res += sep + lm;
				sep = " ";
			}
			pos = line.lastIndex;
		}
		const last = /[ \t]*(.*)/sy;
		last.lastIndex = pos;
		match = last.exec(source);
		return res + sep + (match?.[1] ?? "");
	}
	function doubleQuotedValue(source, onError) {
		let res = "";
		for (let i = 1; i < source.length - 1; ++i) {
			const ch = source[i];
			if (ch === "\r" && source[i + 1] === "\n") continue;
			if (ch === "\n") {
				const { fold, offset } = foldNewline(source, i);
				res += fold;
				i = offset;
			} else if (ch === "\\") {
				let next = source[++i];
				const cc = escapeCodes[next];
				if (cc) res += cc;
				else if (next === "\n") {
					next = source[i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "\r" && source[i + 1] === "\n") {
					next = source[++i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "x" || next === "u" || next === "U") {
					const length = next === "x" ? 2 : next === "u" ? 4 : 8;
					res += parseCharCode(source, i + 1, length, onError);
					i += length;
				} else {
					const raw = source.substr(i - 1, 2);
					onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
					res += raw;
				}
			} else if (ch === " " || ch === "	") {
				const wsStart = i;
				let next = source[i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
				if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n")) res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
			} else res += ch;
		}
		if (source[source.length - 1] !== "\"" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing \"quote");
		return res;
	}
	/**
	* Fold a single newline into a space, multiple newlines to N - 1 newlines.
	* Presumes `source[offset] === '\n'`
	*/
	function foldNewline(source, offset) {
		let fold = "";
		let ch = source[offset + 1];
		while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
			if (ch === "\r" && source[offset + 2] !== "\n") break;
			if (ch === "\n") fold += "\n";
			offset += 1;
			ch = source[offset + 1];
		}
		if (!fold) fold = " ";
		return {
			fold,
			offset
		};
	}
	const escapeCodes = {
		"0": "\0",
		a: "\x07",
		b: "\b",
		e: "\x1B",
		f: "\f",
		n: "\n",
		r: "\r",
		t: "	",
		v: "\v",
		N: "",
		_: "\xA0",
		L: "\u2028",
		P: "\u2029",
		" ": " ",
		"\"": "\"",
		"/": "/",
		"\\": "\\",
		"	": "	"
	};
	function parseCharCode(source, offset, length, onError) {
		const cc = source.substr(offset, length);
		const code = cc.length === length && /^[0-9a-fA-F]+$/.test(cc) ? parseInt(cc, 16) : NaN;
		try {
			return String.fromCodePoint(code);
		} catch {
			const raw = source.substr(offset - 2, length + 2);
			onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
			return raw;
		}
	}
	exports.resolveFlowScalar = resolveFlowScalar;
}));

// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	function composeScalar(ctx, token, tagToken, onError) {
		const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
		const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
		let tag;
		if (ctx.options.stringKeys && ctx.atKey) tag = ctx.schema[identity.SCALAR];
		else if (tagName) tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
		else if (token.type === "scalar") tag = findScalarTagByTest(ctx, value, token, onError);
		else tag = ctx.schema[identity.SCALAR];
		let scalar;
		try {
			const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
			scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
		} catch (error) {
			const msg = error instanceof Error ? error.message : String(error);
			onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
			scalar = new Scalar.Scalar(value);
		}
		scalar.range = range;
		scalar.source = value;
		if (type) scalar.type = type;
		if (tagName) scalar.tag = tagName;
		if (tag.format) scalar.format = tag.format;
		if (comment) scalar.comment = comment;
		return scalar;
	}
	function findScalarTagByName(schema, value, tagName, tagToken, onError) {
		if (tagName === "!") return schema[identity.SCALAR];
		const matchWithTest = [];
		for (const tag of schema.tags) if (!tag.collection && tag.tag === tagName) {
			if (tag.default && tag.test) matchWithTest.push(tag);
			else return tag;
		}
		for (const tag of matchWithTest) if (tag.test?.test(value)) return tag;
		const kt = schema.knownTags[tagName];
		if (kt && !kt.collection) {
			schema.tags.push(Object.assign({}, kt, {
				default: false,
				test: void 0
			}));
			return kt;
		}
		onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
		return schema[identity.SCALAR];
	}
	function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
		const tag = schema.tags.find((tag) => (tag.default === true || atKey && tag.default === "key") && tag.test?.test(value)) || schema[identity.SCALAR];
		if (schema.compat) {
			const compat = schema.compat.find((tag) => tag.default && tag.test?.test(value)) ?? schema[identity.SCALAR];
			if (tag.tag !== compat.tag) onError(token, "TAG_RESOLVE_FAILED", `Value may be parsed as either ${directives.tagString(tag.tag)} or ${directives.tagString(compat.tag)}`, true);
		}
		return tag;
	}
	exports.composeScalar = composeScalar;
}));

// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position = /* @__PURE__ */ __commonJSMin(((exports) => {
	function emptyScalarPosition(offset, before, pos) {
		if (before) {
			pos ?? (pos = before.length);
			for (let i = pos - 1; i >= 0; --i) {
				let st = before[i];
				switch (st.type) {
					case "space":
					case "comment":
					case "newline":
						offset -= st.source.length;
						continue;
				}
				st = before[++i];
				while (st?.type === "space") {
					offset += st.source.length;
					st = before[++i];
				}
				break;
			}
		}
		return offset;
	}
	exports.emptyScalarPosition = emptyScalarPosition;
}));

// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var composeCollection = require_compose_collection();
	var composeScalar = require_compose_scalar();
	var resolveEnd = require_resolve_end();
	var utilEmptyScalarPosition = require_util_empty_scalar_position();
	const CN = {
		composeNode,
		composeEmptyNode
	};
	function composeNode(ctx, token, props, onError) {
		const atKey = ctx.atKey;
		const { spaceBefore, comment, anchor, tag } = props;
		let node;
		let isSrcToken = true;
		switch (token.type) {
			case "alias":
				node = composeAlias(ctx, token, onError);
				if (anchor || tag) onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
				break;
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "block-scalar":
				node = composeScalar.composeScalar(ctx, token, tag, onError);
				if (anchor) node.anchor = anchor.source.substring(1);
				break;
			case "block-map":
			case "block-seq":
			case "flow-collection":
				try {
					node = composeCollection.composeCollection(CN, ctx, token, props, onError);
					if (anchor) node.anchor = anchor.source.substring(1);
				} catch (error) {
					onError(token, "RESOURCE_EXHAUSTION", error instanceof Error ? error.message : String(error));
				}
				break;
			default:
				onError(token, "UNEXPECTED_TOKEN", token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`);
				isSrcToken = false;
		}
		node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
		if (anchor && node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		if (atKey && ctx.options.stringKeys && (!identity.isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) onError(tag ?? token, "NON_STRING_KEY", "With stringKeys, all keys must be strings");
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			if (token.type === "scalar" && token.source === "") node.comment = comment;
			else node.commentBefore = comment;
		}
		if (ctx.options.keepSourceTokens && isSrcToken) node.srcToken = token;
		return node;
	}
	function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
		const token = {
			type: "scalar",
			offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
			indent: -1,
			source: ""
		};
		const node = composeScalar.composeScalar(ctx, token, tag, onError);
		if (anchor) {
			node.anchor = anchor.source.substring(1);
			if (node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		}
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			node.comment = comment;
			node.range[2] = end;
		}
		return node;
	}
	function composeAlias({ options }, { offset, source, end }, onError) {
		const alias = new Alias.Alias(source.substring(1));
		if (alias.source === "") onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
		if (alias.source.endsWith(":")) onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
		alias.range = [
			offset,
			valueEnd,
			re.offset
		];
		if (re.comment) alias.comment = re.comment;
		return alias;
	}
	exports.composeEmptyNode = composeEmptyNode;
	exports.composeNode = composeNode;
}));

// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Document = require_Document();
	var composeNode = require_compose_node();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	function composeDoc(options, directives, { offset, start, value, end }, onError) {
		const opts = Object.assign({ _directives: directives }, options);
		const doc = new Document.Document(void 0, opts);
		const ctx = {
			atKey: false,
			atRoot: true,
			directives: doc.directives,
			options: doc.options,
			schema: doc.schema
		};
		const props = resolveProps.resolveProps(start, {
			indicator: "doc-start",
			next: value ?? end?.[0],
			offset,
			onError,
			parentIndent: 0,
			startOnNewline: true
		});
		if (props.found) {
			doc.directives.docStart = true;
			if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline) onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
		}
		doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
		const contentEnd = doc.contents.range[2];
		const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
		if (re.comment) doc.comment = re.comment;
		doc.range = [
			offset,
			contentEnd,
			re.offset
		];
		return doc;
	}
	exports.composeDoc = composeDoc;
}));

// node_modules/yaml/dist/compose/composer.js
var require_composer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var directives = require_directives();
	var Document = require_Document();
	var errors = require_errors();
	var identity = require_identity();
	var composeDoc = require_compose_doc();
	var resolveEnd = require_resolve_end();
	function getErrorPos(src) {
		if (typeof src === "number") return [src, src + 1];
		if (Array.isArray(src)) return src.length === 2 ? src : [src[0], src[1]];
		const { offset, source } = src;
		return [offset, offset + (typeof source === "string" ? source.length : 1)];
	}
	function parsePrelude(prelude) {
		let comment = "";
		let atComment = false;
		let afterEmptyLine = false;
		for (let i = 0; i < prelude.length; ++i) {
			const source = prelude[i];
			switch (source[0]) {
				case "#":
					comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
					atComment = true;
					afterEmptyLine = false;
					break;
				case "%":
					if (prelude[i + 1]?.[0] !== "#") i += 1;
					atComment = false;
					break;
				default:
					if (!atComment) afterEmptyLine = true;
					atComment = false;
			}
		}
		return {
			comment,
			afterEmptyLine
		};
	}
	/**
	* Compose a stream of CST nodes into a stream of YAML Documents.
	*
	* ```ts
	* import { Composer, Parser } from 'yaml'
	*
	* const src: string = ...
	* const tokens = new Parser().parse(src)
	* const docs = new Composer().compose(tokens)
	* ```
	*/
	var Composer = class {
		constructor(options = {}) {
			this.doc = null;
			this.atDirectives = false;
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
			this.onError = (source, code, message, warning) => {
				const pos = getErrorPos(source);
				if (warning) this.warnings.push(new errors.YAMLWarning(pos, code, message));
				else this.errors.push(new errors.YAMLParseError(pos, code, message));
			};
			this.directives = new directives.Directives({ version: options.version || "1.2" });
			this.options = options;
		}
		decorate(doc, afterDoc) {
			const { comment, afterEmptyLine } = parsePrelude(this.prelude);
			if (comment) {
				const dc = doc.contents;
				if (afterDoc) doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
				else if (afterEmptyLine || doc.directives.docStart || !dc) doc.commentBefore = comment;
				else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
					let it = dc.items[0];
					if (identity.isPair(it)) it = it.key;
					const cb = it.commentBefore;
					it.commentBefore = cb ? `${comment}\n${cb}` : comment;
				} else {
					const cb = dc.commentBefore;
					dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
				}
			}
			if (afterDoc) {
				for (let i = 0; i < this.errors.length; ++i) doc.errors.push(this.errors[i]);
				for (let i = 0; i < this.warnings.length; ++i) doc.warnings.push(this.warnings[i]);
			} else {
				doc.errors = this.errors;
				doc.warnings = this.warnings;
			}
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
		}
		/**
		* Current stream status information.
		*
		* Mostly useful at the end of input for an empty stream.
		*/
		streamInfo() {
			return {
				comment: parsePrelude(this.prelude).comment,
				directives: this.directives,
				errors: this.errors,
				warnings: this.warnings
			};
		}
		/**
		* Compose tokens into documents.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*compose(tokens, forceDoc = false, endOffset = -1) {
			for (const token of tokens) yield* this.next(token);
			yield* this.end(forceDoc, endOffset);
		}
		/** Advance the composer by one CST token. */
		*next(token) {
			if (node_process.env.LOG_STREAM) console.dir(token, { depth: null });
			switch (token.type) {
				case "directive":
					this.directives.add(token.source, (offset, message, warning) => {
						const pos = getErrorPos(token);
						pos[0] += offset;
						this.onError(pos, "BAD_DIRECTIVE", message, warning);
					});
					this.prelude.push(token.source);
					this.atDirectives = true;
					break;
				case "document": {
					const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
					if (this.atDirectives && !doc.directives.docStart) this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
					this.decorate(doc, false);
					if (this.doc) yield this.doc;
					this.doc = doc;
					this.atDirectives = false;
					break;
				}
				case "byte-order-mark":
				case "space": break;
				case "comment":
				case "newline":
					this.prelude.push(token.source);
					break;
				case "error": {
					const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
					const error = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
					if (this.atDirectives || !this.doc) this.errors.push(error);
					else this.doc.errors.push(error);
					break;
				}
				case "doc-end": {
					if (!this.doc) {
						this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", "Unexpected doc-end without preceding document"));
						break;
					}
					this.doc.directives.docEnd = true;
					const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
					this.decorate(this.doc, true);
					if (end.comment) {
						const dc = this.doc.comment;
						this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
					}
					this.doc.range[2] = end.offset;
					break;
				}
				default: this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
			}
		}
		/**
		* Call at end of input to yield any remaining document.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*end(forceDoc = false, endOffset = -1) {
			if (this.doc) {
				this.decorate(this.doc, true);
				yield this.doc;
				this.doc = null;
			} else if (forceDoc) {
				const opts = Object.assign({ _directives: this.directives }, this.options);
				const doc = new Document.Document(void 0, opts);
				if (this.atDirectives) this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
				doc.range = [
					0,
					endOffset,
					endOffset
				];
				this.decorate(doc, false);
				yield doc;
			}
		}
	};
	exports.Composer = Composer;
}));

// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	var errors = require_errors();
	var stringifyString = require_stringifyString();
	function resolveAsScalar(token, strict = true, onError) {
		if (token) {
			const _onError = (pos, code, message) => {
				const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
				if (onError) onError(offset, code, message);
				else throw new errors.YAMLParseError([offset, offset + 1], code, message);
			};
			switch (token.type) {
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
				case "block-scalar": return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
			}
		}
		return null;
	}
	/**
	* Create a new scalar token with `value`
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.indent The indent level of the token.
	* @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
	* @param context.offset The offset position of the token.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function createScalarToken(value, context) {
		const { implicitKey = false, indent, inFlow = false, offset = -1, type = "PLAIN" } = context;
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey,
			indent: indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		const end = context.end ?? [{
			type: "newline",
			offset: -1,
			indent,
			source: "\n"
		}];
		switch (source[0]) {
			case "|":
			case ">": {
				const he = source.indexOf("\n");
				const head = source.substring(0, he);
				const body = source.substring(he + 1) + "\n";
				const props = [{
					type: "block-scalar-header",
					offset,
					indent,
					source: head
				}];
				if (!addEndtoBlockProps(props, end)) props.push({
					type: "newline",
					offset: -1,
					indent,
					source: "\n"
				});
				return {
					type: "block-scalar",
					offset,
					indent,
					props,
					source: body
				};
			}
			case "\"": return {
				type: "double-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			case "'": return {
				type: "single-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			default: return {
				type: "scalar",
				offset,
				indent,
				source,
				end
			};
		}
	}
	/**
	* Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
	*
	* Best efforts are made to retain any comments previously associated with the `token`,
	* though all contents within a collection's `items` will be overwritten.
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.afterKey In most cases, values after a key should have an additional level of indentation.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function setScalarValue(token, value, context = {}) {
		let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
		let indent = "indent" in token ? token.indent : null;
		if (afterKey && typeof indent === "number") indent += 2;
		if (!type) switch (token.type) {
			case "single-quoted-scalar":
				type = "QUOTE_SINGLE";
				break;
			case "double-quoted-scalar":
				type = "QUOTE_DOUBLE";
				break;
			case "block-scalar": {
				const header = token.props[0];
				if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
				type = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
				break;
			}
			default: type = "PLAIN";
		}
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey: implicitKey || indent === null,
			indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		switch (source[0]) {
			case "|":
			case ">":
				setBlockScalarValue(token, source);
				break;
			case "\"":
				setFlowScalarValue(token, source, "double-quoted-scalar");
				break;
			case "'":
				setFlowScalarValue(token, source, "single-quoted-scalar");
				break;
			default: setFlowScalarValue(token, source, "scalar");
		}
	}
	function setBlockScalarValue(token, source) {
		const he = source.indexOf("\n");
		const head = source.substring(0, he);
		const body = source.substring(he + 1) + "\n";
		if (token.type === "block-scalar") {
			const header = token.props[0];
			if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
			header.source = head;
			token.source = body;
		} else {
			const { offset } = token;
			const indent = "indent" in token ? token.indent : -1;
			const props = [{
				type: "block-scalar-header",
				offset,
				indent,
				source: head
			}];
			if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0)) props.push({
				type: "newline",
				offset: -1,
				indent,
				source: "\n"
			});
			for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
			Object.assign(token, {
				type: "block-scalar",
				indent,
				props,
				source: body
			});
		}
	}
	/** @returns `true` if last token is a newline */
	function addEndtoBlockProps(props, end) {
		if (end) for (const st of end) switch (st.type) {
			case "space":
			case "comment":
				props.push(st);
				break;
			case "newline":
				props.push(st);
				return true;
		}
		return false;
	}
	function setFlowScalarValue(token, source, type) {
		switch (token.type) {
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				token.type = type;
				token.source = source;
				break;
			case "block-scalar": {
				const end = token.props.slice(1);
				let oa = source.length;
				if (token.props[0].type === "block-scalar-header") oa -= token.props[0].source.length;
				for (const tok of end) tok.offset += oa;
				delete token.props;
				Object.assign(token, {
					type,
					source,
					end
				});
				break;
			}
			case "block-map":
			case "block-seq": {
				const nl = {
					type: "newline",
					offset: token.offset + source.length,
					indent: token.indent,
					source: "\n"
				};
				delete token.items;
				Object.assign(token, {
					type,
					source,
					end: [nl]
				});
				break;
			}
			default: {
				const indent = "indent" in token ? token.indent : -1;
				const end = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
				for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
				Object.assign(token, {
					type,
					indent,
					source,
					end
				});
			}
		}
	}
	exports.createScalarToken = createScalarToken;
	exports.resolveAsScalar = resolveAsScalar;
	exports.setScalarValue = setScalarValue;
}));

// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringify a CST document, token, or collection item
	*
	* Fair warning: This applies no validation whatsoever, and
	* simply concatenates the sources in their logical order.
	*/
	const stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
	function stringifyToken(token) {
		switch (token.type) {
			case "block-scalar": {
				let res = "";
				for (const tok of token.props) res += stringifyToken(tok);
				return res + token.source;
			}
			case "block-map":
			case "block-seq": {
				let res = "";
				for (const item of token.items) res += stringifyItem(item);
				return res;
			}
			case "flow-collection": {
				let res = token.start.source;
				for (const item of token.items) res += stringifyItem(item);
				for (const st of token.end) res += st.source;
				return res;
			}
			case "document": {
				let res = stringifyItem(token);
				if (token.end) for (const st of token.end) res += st.source;
				return res;
			}
			default: {
				let res = token.source;
				if ("end" in token && token.end) for (const st of token.end) res += st.source;
				return res;
			}
		}
	}
	function stringifyItem({ start, key, sep, value }) {
		let res = "";
		for (const st of start) res += st.source;
		if (key) res += stringifyToken(key);
		if (sep) for (const st of sep) res += st.source;
		if (value) res += stringifyToken(value);
		return res;
	}
	exports.stringify = stringify;
}));

// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove item");
	/**
	* Apply a visitor to a CST document or item.
	*
	* Walks through the tree (depth-first) starting from the root, calling a
	* `visitor` function with two arguments when entering each item:
	*   - `item`: The current item, which included the following members:
	*     - `start: SourceToken[]` – Source tokens before the key or value,
	*       possibly including its anchor or tag.
	*     - `key?: Token | null` – Set for pair values. May then be `null`, if
	*       the key before the `:` separator is empty.
	*     - `sep?: SourceToken[]` – Source tokens between the key and the value,
	*       which should include the `:` map value indicator if `value` is set.
	*     - `value?: Token` – The value of a sequence item, or of a map pair.
	*   - `path`: The steps from the root to the current node, as an array of
	*     `['key' | 'value', number]` tuples.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this token, continue with
	*      next sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current item, then continue with the next one
	*   - `number`: Set the index of the next step. This is useful especially if
	*     the index of the current token has changed.
	*   - `function`: Define the next visitor for this item. After the original
	*     visitor is called on item entry, next visitors are called after handling
	*     a non-empty `key` and when exiting the item.
	*/
	function visit(cst, visitor) {
		if ("type" in cst && cst.type === "document") cst = {
			start: cst.start,
			value: cst.value
		};
		_visit(Object.freeze([]), cst, visitor);
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current item */
	visit.SKIP = SKIP;
	/** Remove the current item */
	visit.REMOVE = REMOVE;
	/** Find the item at `path` from `cst` as the root */
	visit.itemAtPath = (cst, path) => {
		let item = cst;
		for (const [field, index] of path) {
			const tok = item?.[field];
			if (tok && "items" in tok) item = tok.items[index];
			else return void 0;
		}
		return item;
	};
	/**
	* Get the immediate parent collection of the item at `path` from `cst` as the root.
	*
	* Throws an error if the collection is not found, which should never happen if the item itself exists.
	*/
	visit.parentCollection = (cst, path) => {
		const parent = visit.itemAtPath(cst, path.slice(0, -1));
		const field = path[path.length - 1][0];
		const coll = parent?.[field];
		if (coll && "items" in coll) return coll;
		throw new Error("Parent collection not found");
	};
	function _visit(path, item, visitor) {
		let ctrl = visitor(item, path);
		if (typeof ctrl === "symbol") return ctrl;
		for (const field of ["key", "value"]) {
			const token = item[field];
			if (token && "items" in token) {
				for (let i = 0; i < token.items.length; ++i) {
					const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						token.items.splice(i, 1);
						i -= 1;
					}
				}
				if (typeof ctrl === "function" && field === "key") ctrl = ctrl(item, path);
			}
		}
		return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
	}
	exports.visit = visit;
}));

// node_modules/yaml/dist/parse/cst.js
var require_cst = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cstScalar = require_cst_scalar();
	var cstStringify = require_cst_stringify();
	var cstVisit = require_cst_visit();
	/** The byte order mark */
	const BOM = "﻿";
	/** Start of doc-mode */
	const DOCUMENT = "";
	/** Unexpected end of flow-mode */
	const FLOW_END = "";
	/** Next token is a scalar value */
	const SCALAR = "";
	/** @returns `true` if `token` is a flow or block collection */
	const isCollection = (token) => !!token && "items" in token;
	/** @returns `true` if `token` is a flow or block scalar; not an alias */
	const isScalar = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
	/* istanbul ignore next */
	/** Get a printable representation of a lexer token */
	function prettyToken(token) {
		switch (token) {
			case BOM: return "<BOM>";
			case DOCUMENT: return "<DOC>";
			case FLOW_END: return "<FLOW_END>";
			case SCALAR: return "<SCALAR>";
			default: return JSON.stringify(token);
		}
	}
	/** Identify the type of a lexer token. May return `null` for unknown tokens. */
	function tokenType(source) {
		switch (source) {
			case BOM: return "byte-order-mark";
			case DOCUMENT: return "doc-mode";
			case FLOW_END: return "flow-error-end";
			case SCALAR: return "scalar";
			case "---": return "doc-start";
			case "...": return "doc-end";
			case "":
			case "\n":
			case "\r\n": return "newline";
			case "-": return "seq-item-ind";
			case "?": return "explicit-key-ind";
			case ":": return "map-value-ind";
			case "{": return "flow-map-start";
			case "}": return "flow-map-end";
			case "[": return "flow-seq-start";
			case "]": return "flow-seq-end";
			case ",": return "comma";
		}
		switch (source[0]) {
			case " ":
			case "	": return "space";
			case "#": return "comment";
			case "%": return "directive-line";
			case "*": return "alias";
			case "&": return "anchor";
			case "!": return "tag";
			case "'": return "single-quoted-scalar";
			case "\"": return "double-quoted-scalar";
			case "|":
			case ">": return "block-scalar-header";
		}
		return null;
	}
	exports.createScalarToken = cstScalar.createScalarToken;
	exports.resolveAsScalar = cstScalar.resolveAsScalar;
	exports.setScalarValue = cstScalar.setScalarValue;
	exports.stringify = cstStringify.stringify;
	exports.visit = cstVisit.visit;
	exports.BOM = BOM;
	exports.DOCUMENT = DOCUMENT;
	exports.FLOW_END = FLOW_END;
	exports.SCALAR = SCALAR;
	exports.isCollection = isCollection;
	exports.isScalar = isScalar;
	exports.prettyToken = prettyToken;
	exports.tokenType = tokenType;
}));

// node_modules/yaml/dist/parse/lexer.js
var require_lexer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cst = require_cst();
	function isEmpty(ch) {
		switch (ch) {
			case void 0:
			case " ":
			case "\n":
			case "\r":
			case "	": return true;
			default: return false;
		}
	}
	const hexDigits = /* @__PURE__ */ new Set("0123456789ABCDEFabcdef");
	const tagChars = /* @__PURE__ */ new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
	const flowIndicatorChars = /* @__PURE__ */ new Set(",[]{}");
	const invalidAnchorChars = /* @__PURE__ */ new Set(" ,[]{}\n\r	");
	const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
	/**
	* Splits an input string into lexical tokens, i.e. smaller strings that are
	* easily identifiable by `tokens.tokenType()`.
	*
	* Lexing starts always in a "stream" context. Incomplete input may be buffered
	* until a complete token can be emitted.
	*
	* In addition to slices of the original input, the following control characters
	* may also be emitted:
	*
	* - `\x02` (Start of Text): A document starts with the next token
	* - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
	* - `\x1f` (Unit Separator): Next token is a scalar value
	* - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
	*/
	var Lexer = class {
		constructor() {
			/**
			* Flag indicating whether the end of the current buffer marks the end of
			* all input
			*/
			this.atEnd = false;
			/**
			* Explicit indent set in block scalar header, as an offset from the current
			* minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
			* explicitly set.
			*/
			this.blockScalarIndent = -1;
			/**
			* Block scalars that include a + (keep) chomping indicator in their header
			* include trailing empty lines, which are otherwise excluded from the
			* scalar's contents.
			*/
			this.blockScalarKeep = false;
			/** Current input */
			this.buffer = "";
			/**
			* Flag noting whether the map value indicator : can immediately follow this
			* node within a flow context.
			*/
			this.flowKey = false;
			/** Count of surrounding flow collection levels. */
			this.flowLevel = 0;
			/**
			* Minimum level of indentation required for next lines to be parsed as a
			* part of the current scalar value.
			*/
			this.indentNext = 0;
			/** Indentation level of the current line. */
			this.indentValue = 0;
			/** Position of the next \n character. */
			this.lineEndPos = null;
			/** Stores the state of the lexer if reaching the end of incpomplete input */
			this.next = null;
			/** A pointer to `buffer`; the current position of the lexer. */
			this.pos = 0;
		}
		/**
		* Generate YAML tokens from the `source` string. If `incomplete`,
		* a part of the last line may be left as a buffer for the next call.
		*
		* @returns A generator of lexical tokens
		*/
		*lex(source, incomplete = false) {
			if (source) {
				if (typeof source !== "string") throw TypeError("source is not a string");
				this.buffer = this.buffer ? this.buffer + source : source;
				this.lineEndPos = null;
			}
			this.atEnd = !incomplete;
			let next = this.next ?? "stream";
			while (next && (incomplete || this.hasChars(1))) next = yield* this.parseNext(next);
		}
		atLineEnd() {
			let i = this.pos;
			let ch = this.buffer[i];
			while (ch === " " || ch === "	") ch = this.buffer[++i];
			if (!ch || ch === "#" || ch === "\n") return true;
			if (ch === "\r") return this.buffer[i + 1] === "\n";
			return false;
		}
		charAt(n) {
			return this.buffer[this.pos + n];
		}
		continueScalar(offset) {
			let ch = this.buffer[offset];
			if (this.indentNext > 0) {
				let indent = 0;
				while (ch === " ") ch = this.buffer[++indent + offset];
				if (ch === "\r") {
					const next = this.buffer[indent + offset + 1];
					if (next === "\n" || !next && !this.atEnd) return offset + indent + 1;
				}
				return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
			}
			if (ch === "-" || ch === ".") {
				const dt = this.buffer.substr(offset, 3);
				if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3])) return -1;
			}
			return offset;
		}
		getLine() {
			let end = this.lineEndPos;
			if (typeof end !== "number" || end !== -1 && end < this.pos) {
				end = this.buffer.indexOf("\n", this.pos);
				this.lineEndPos = end;
			}
			if (end === -1) return this.atEnd ? this.buffer.substring(this.pos) : null;
			if (this.buffer[end - 1] === "\r") end -= 1;
			return this.buffer.substring(this.pos, end);
		}
		hasChars(n) {
			return this.pos + n <= this.buffer.length;
		}
		setNext(state) {
			this.buffer = this.buffer.substring(this.pos);
			this.pos = 0;
			this.lineEndPos = null;
			this.next = state;
			return null;
		}
		peek(n) {
			return this.buffer.substr(this.pos, n);
		}
		*parseNext(next) {
			switch (next) {
				case "stream": return yield* this.parseStream();
				case "line-start": return yield* this.parseLineStart();
				case "block-start": return yield* this.parseBlockStart();
				case "doc": return yield* this.parseDocument();
				case "flow": return yield* this.parseFlowCollection();
				case "quoted-scalar": return yield* this.parseQuotedScalar();
				case "block-scalar": return yield* this.parseBlockScalar();
				case "plain-scalar": return yield* this.parsePlainScalar();
			}
		}
		*parseStream() {
			let line = this.getLine();
			if (line === null) return this.setNext("stream");
			if (line[0] === cst.BOM) {
				yield* this.pushCount(1);
				line = line.substring(1);
			}
			if (line[0] === "%") {
				let dirEnd = line.length;
				let cs = line.indexOf("#");
				while (cs !== -1) {
					const ch = line[cs - 1];
					if (ch === " " || ch === "	") {
						dirEnd = cs - 1;
						break;
					} else cs = line.indexOf("#", cs + 1);
				}
				while (true) {
					const ch = line[dirEnd - 1];
					if (ch === " " || ch === "	") dirEnd -= 1;
					else break;
				}
				const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
				yield* this.pushCount(line.length - n);
				this.pushNewline();
				return "stream";
			}
			if (this.atLineEnd()) {
				const sp = yield* this.pushSpaces(true);
				yield* this.pushCount(line.length - sp);
				yield* this.pushNewline();
				return "stream";
			}
			yield cst.DOCUMENT;
			return yield* this.parseLineStart();
		}
		*parseLineStart() {
			const ch = this.charAt(0);
			if (!ch && !this.atEnd) return this.setNext("line-start");
			if (ch === "-" || ch === ".") {
				if (!this.atEnd && !this.hasChars(4)) return this.setNext("line-start");
				const s = this.peek(3);
				if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
					yield* this.pushCount(3);
					this.indentValue = 0;
					this.indentNext = 0;
					return s === "---" ? "doc" : "stream";
				}
			}
			this.indentValue = yield* this.pushSpaces(false);
			if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1))) this.indentNext = this.indentValue;
			return yield* this.parseBlockStart();
		}
		*parseBlockStart() {
			const [ch0, ch1] = this.peek(2);
			if (!ch1 && !this.atEnd) return this.setNext("block-start");
			if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
				const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
				this.indentNext = this.indentValue + 1;
				this.indentValue += n;
				return "block-start";
			}
			return "doc";
		}
		*parseDocument() {
			yield* this.pushSpaces(true);
			const line = this.getLine();
			if (line === null) return this.setNext("doc");
			let n = yield* this.pushIndicators();
			switch (line[n]) {
				case "#": yield* this.pushCount(line.length - n);
				case void 0:
					yield* this.pushNewline();
					return yield* this.parseLineStart();
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel = 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					return "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "doc";
				case "\"":
				case "'": return yield* this.parseQuotedScalar();
				case "|":
				case ">":
					n += yield* this.parseBlockScalarHeader();
					n += yield* this.pushSpaces(true);
					yield* this.pushCount(line.length - n);
					yield* this.pushNewline();
					return yield* this.parseBlockScalar();
				default: return yield* this.parsePlainScalar();
			}
		}
		*parseFlowCollection() {
			let nl, sp;
			let indent = -1;
			do {
				nl = yield* this.pushNewline();
				if (nl > 0) {
					sp = yield* this.pushSpaces(false);
					this.indentValue = indent = sp;
				} else sp = 0;
				sp += yield* this.pushSpaces(true);
			} while (nl + sp > 0);
			const line = this.getLine();
			if (line === null) return this.setNext("flow");
			if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
				if (!(indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}"))) {
					this.flowLevel = 0;
					yield cst.FLOW_END;
					return yield* this.parseLineStart();
				}
			}
			let n = 0;
			while (line[n] === ",") {
				n += yield* this.pushCount(1);
				n += yield* this.pushSpaces(true);
				this.flowKey = false;
			}
			n += yield* this.pushIndicators();
			switch (line[n]) {
				case void 0: return "flow";
				case "#":
					yield* this.pushCount(line.length - n);
					return "flow";
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel += 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					this.flowKey = true;
					this.flowLevel -= 1;
					return this.flowLevel ? "flow" : "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "flow";
				case "\"":
				case "'":
					this.flowKey = true;
					return yield* this.parseQuotedScalar();
				case ":": {
					const next = this.charAt(1);
					if (this.flowKey || isEmpty(next) || next === ",") {
						this.flowKey = false;
						yield* this.pushCount(1);
						yield* this.pushSpaces(true);
						return "flow";
					}
				}
				default:
					this.flowKey = false;
					return yield* this.parsePlainScalar();
			}
		}
		*parseQuotedScalar() {
			const quote = this.charAt(0);
			let end = this.buffer.indexOf(quote, this.pos + 1);
			if (quote === "'") while (end !== -1 && this.buffer[end + 1] === "'") end = this.buffer.indexOf("'", end + 2);
			else while (end !== -1) {
				let n = 0;
				while (this.buffer[end - 1 - n] === "\\") n += 1;
				if (n % 2 === 0) break;
				end = this.buffer.indexOf("\"", end + 1);
			}
			const qb = this.buffer.substring(0, end);
			let nl = qb.indexOf("\n", this.pos);
			if (nl !== -1) {
				while (nl !== -1) {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = qb.indexOf("\n", cs);
				}
				if (nl !== -1) end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
			}
			if (end === -1) {
				if (!this.atEnd) return this.setNext("quoted-scalar");
				end = this.buffer.length;
			}
			yield* this.pushToIndex(end + 1, false);
			return this.flowLevel ? "flow" : "doc";
		}
		*parseBlockScalarHeader() {
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			let i = this.pos;
			while (true) {
				const ch = this.buffer[++i];
				if (ch === "+") this.blockScalarKeep = true;
				else if (ch > "0" && ch <= "9") this.blockScalarIndent = Number(ch) - 1;
				else if (ch !== "-") break;
			}
			return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
		}
		*parseBlockScalar() {
			let nl = this.pos - 1;
			let indent = 0;
			let ch;
			loop: for (let i = this.pos; ch = this.buffer[i]; ++i) switch (ch) {
				case " ":
					indent += 1;
					break;
				case "\n":
					nl = i;
					indent = 0;
					break;
				case "\r": {
					const next = this.buffer[i + 1];
					if (!next && !this.atEnd) return this.setNext("block-scalar");
					if (next === "\n") break;
				}
				default: break loop;
			}
			if (!ch && !this.atEnd) return this.setNext("block-scalar");
			if (indent >= this.indentNext) {
				if (this.blockScalarIndent === -1) this.indentNext = indent;
				else this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
				do {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = this.buffer.indexOf("\n", cs);
				} while (nl !== -1);
				if (nl === -1) {
					if (!this.atEnd) return this.setNext("block-scalar");
					nl = this.buffer.length;
				}
			}
			let i = nl + 1;
			ch = this.buffer[i];
			while (ch === " ") ch = this.buffer[++i];
			if (ch === "	") {
				while (ch === "	" || ch === " " || ch === "\r" || ch === "\n") ch = this.buffer[++i];
				nl = i - 1;
			} else if (!this.blockScalarKeep) do {
				let i = nl - 1;
				let ch = this.buffer[i];
				if (ch === "\r") ch = this.buffer[--i];
				const lastChar = i;
				while (ch === " ") ch = this.buffer[--i];
				if (ch === "\n" && i >= this.pos && i + 1 + indent > lastChar) nl = i;
				else break;
			} while (true);
			yield cst.SCALAR;
			yield* this.pushToIndex(nl + 1, true);
			return yield* this.parseLineStart();
		}
		*parsePlainScalar() {
			const inFlow = this.flowLevel > 0;
			let end = this.pos - 1;
			let i = this.pos - 1;
			let ch;
			while (ch = this.buffer[++i]) if (ch === ":") {
				const next = this.buffer[i + 1];
				if (isEmpty(next) || inFlow && flowIndicatorChars.has(next)) break;
				end = i;
			} else if (isEmpty(ch)) {
				let next = this.buffer[i + 1];
				if (ch === "\r") {
					if (next === "\n") {
						i += 1;
						ch = "\n";
						next = this.buffer[i + 1];
					} else end = i;
				}
				if (next === "#" || inFlow && flowIndicatorChars.has(next)) break;
				if (ch === "\n") {
					const cs = this.continueScalar(i + 1);
					if (cs === -1) break;
					i = Math.max(i, cs - 2);
				}
			} else {
				if (inFlow && flowIndicatorChars.has(ch)) break;
				end = i;
			}
			if (!ch && !this.atEnd) return this.setNext("plain-scalar");
			yield cst.SCALAR;
			yield* this.pushToIndex(end + 1, true);
			return inFlow ? "flow" : "doc";
		}
		*pushCount(n) {
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos += n;
				return n;
			}
			return 0;
		}
		*pushToIndex(i, allowEmpty) {
			const s = this.buffer.slice(this.pos, i);
			if (s) {
				yield s;
				this.pos += s.length;
				return s.length;
			} else if (allowEmpty) yield "";
			return 0;
		}
		*pushIndicators() {
			let n = 0;
			loop: while (true) {
				switch (this.charAt(0)) {
					case "!":
						n += yield* this.pushTag();
						n += yield* this.pushSpaces(true);
						continue loop;
					case "&":
						n += yield* this.pushUntil(isNotAnchorChar);
						n += yield* this.pushSpaces(true);
						continue loop;
					case "-":
					case "?":
					case ":": {
						const inFlow = this.flowLevel > 0;
						const ch1 = this.charAt(1);
						if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
							if (!inFlow) this.indentNext = this.indentValue + 1;
							else if (this.flowKey) this.flowKey = false;
							n += yield* this.pushCount(1);
							n += yield* this.pushSpaces(true);
							continue loop;
						}
					}
				}
				break loop;
			}
			return n;
		}
		*pushTag() {
			if (this.charAt(1) === "<") {
				let i = this.pos + 2;
				let ch = this.buffer[i];
				while (!isEmpty(ch) && ch !== ">") ch = this.buffer[++i];
				return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
			} else {
				let i = this.pos + 1;
				let ch = this.buffer[i];
				while (ch) if (tagChars.has(ch)) ch = this.buffer[++i];
				else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) ch = this.buffer[i += 3];
				else break;
				return yield* this.pushToIndex(i, false);
			}
		}
		*pushNewline() {
			const ch = this.buffer[this.pos];
			if (ch === "\n") return yield* this.pushCount(1);
			else if (ch === "\r" && this.charAt(1) === "\n") return yield* this.pushCount(2);
			else return 0;
		}
		*pushSpaces(allowTabs) {
			let i = this.pos - 1;
			let ch;
			do
				ch = this.buffer[++i];
			while (ch === " " || allowTabs && ch === "	");
			const n = i - this.pos;
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos = i;
			}
			return n;
		}
		*pushUntil(test) {
			let i = this.pos;
			let ch = this.buffer[i];
			while (!test(ch)) ch = this.buffer[++i];
			return yield* this.pushToIndex(i, false);
		}
	};
	exports.Lexer = Lexer;
}));

// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Tracks newlines during parsing in order to provide an efficient API for
	* determining the one-indexed `{ line, col }` position for any offset
	* within the input.
	*/
	var LineCounter = class {
		constructor() {
			this.lineStarts = [];
			/**
			* Should be called in ascending order. Otherwise, call
			* `lineCounter.lineStarts.sort()` before calling `linePos()`.
			*/
			this.addNewLine = (offset) => this.lineStarts.push(offset);
			/**
			* Performs a binary search and returns the 1-indexed { line, col }
			* position of `offset`. If `line === 0`, `addNewLine` has never been
			* called or `offset` is before the first known newline.
			*/
			this.linePos = (offset) => {
				let low = 0;
				let high = this.lineStarts.length;
				while (low < high) {
					const mid = low + high >> 1;
					if (this.lineStarts[mid] < offset) low = mid + 1;
					else high = mid;
				}
				if (this.lineStarts[low] === offset) return {
					line: low + 1,
					col: 1
				};
				if (low === 0) return {
					line: 0,
					col: offset
				};
				const start = this.lineStarts[low - 1];
				return {
					line: low,
					col: offset - start + 1
				};
			};
		}
	};
	exports.LineCounter = LineCounter;
}));

// node_modules/yaml/dist/parse/parser.js
var require_parser = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var cst = require_cst();
	var lexer = require_lexer();
	function includesToken(list, type) {
		for (let i = 0; i < list.length; ++i) if (list[i].type === type) return true;
		return false;
	}
	function findNonEmptyIndex(list) {
		for (let i = 0; i < list.length; ++i) switch (list[i].type) {
			case "space":
			case "comment":
			case "newline": break;
			default: return i;
		}
		return -1;
	}
	function isFlowToken(token) {
		switch (token?.type) {
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "flow-collection": return true;
			default: return false;
		}
	}
	function getPrevProps(parent) {
		switch (parent.type) {
			case "document": return parent.start;
			case "block-map": {
				const it = parent.items[parent.items.length - 1];
				return it.sep ?? it.start;
			}
			case "block-seq": return parent.items[parent.items.length - 1].start;
			/* istanbul ignore next should not happen */
			default: return [];
		}
	}
	/** Note: May modify input array */
	function getFirstKeyStartProps(prev) {
		if (prev.length === 0) return [];
		let i = prev.length;
		loop: while (--i >= 0) switch (prev[i].type) {
			case "doc-start":
			case "explicit-key-ind":
			case "map-value-ind":
			case "seq-item-ind":
			case "newline": break loop;
		}
		while (prev[++i]?.type === "space");
		return prev.splice(i, prev.length);
	}
	function arrayPushArray(target, source) {
		if (source.length < 1e5) Array.prototype.push.apply(target, source);
		else for (let i = 0; i < source.length; ++i) target.push(source[i]);
	}
	function fixFlowSeqItems(fc) {
		if (fc.start.type === "flow-seq-start") {
			for (const it of fc.items) if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
				if (it.key) it.value = it.key;
				delete it.key;
				if (isFlowToken(it.value)) {
					if (it.value.end) arrayPushArray(it.value.end, it.sep);
					else it.value.end = it.sep;
				} else arrayPushArray(it.start, it.sep);
				delete it.sep;
			}
		}
	}
	/**
	* A YAML concrete syntax tree (CST) parser
	*
	* ```ts
	* const src: string = ...
	* for (const token of new Parser().parse(src)) {
	*   // token: Token
	* }
	* ```
	*
	* To use the parser with a user-provided lexer:
	*
	* ```ts
	* function* parse(source: string, lexer: Lexer) {
	*   const parser = new Parser()
	*   for (const lexeme of lexer.lex(source))
	*     yield* parser.next(lexeme)
	*   yield* parser.end()
	* }
	*
	* const src: string = ...
	* const lexer = new Lexer()
	* for (const token of parse(src, lexer)) {
	*   // token: Token
	* }
	* ```
	*/
	var Parser = class {
		/**
		* @param onNewLine - If defined, called separately with the start position of
		*   each new line (in `parse()`, including the start of input).
		*/
		constructor(onNewLine) {
			/** If true, space and sequence indicators count as indentation */
			this.atNewLine = true;
			/** If true, next token is a scalar value */
			this.atScalar = false;
			/** Current indentation level */
			this.indent = 0;
			/** Current offset since the start of parsing */
			this.offset = 0;
			/** On the same line with a block map key */
			this.onKeyLine = false;
			/** Top indicates the node that's currently being built */
			this.stack = [];
			/** The source of the current token, set in parse() */
			this.source = "";
			/** The type of the current token, set in parse() */
			this.type = "";
			this.lexer = new lexer.Lexer();
			this.onNewLine = onNewLine;
		}
		/**
		* Parse `source` as a YAML stream.
		* If `incomplete`, a part of the last line may be left as a buffer for the next call.
		*
		* Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
		*
		* @returns A generator of tokens representing each directive, document, and other structure.
		*/
		*parse(source, incomplete = false) {
			if (this.onNewLine && this.offset === 0) this.onNewLine(0);
			for (const lexeme of this.lexer.lex(source, incomplete)) yield* this.next(lexeme);
			if (!incomplete) yield* this.end();
		}
		/**
		* Advance the parser by the `source` of one lexical token.
		*/
		*next(source) {
			this.source = source;
			if (node_process.env.LOG_TOKENS) console.log("|", cst.prettyToken(source));
			if (this.atScalar) {
				this.atScalar = false;
				yield* this.step();
				this.offset += source.length;
				return;
			}
			const type = cst.tokenType(source);
			if (!type) {
				const message = `Not a YAML token: ${source}`;
				yield* this.pop({
					type: "error",
					offset: this.offset,
					message,
					source
				});
				this.offset += source.length;
			} else if (type === "scalar") {
				this.atNewLine = false;
				this.atScalar = true;
				this.type = "scalar";
			} else {
				this.type = type;
				yield* this.step();
				switch (type) {
					case "newline":
						this.atNewLine = true;
						this.indent = 0;
						if (this.onNewLine) this.onNewLine(this.offset + source.length);
						break;
					case "space":
						if (this.atNewLine && source[0] === " ") this.indent += source.length;
						break;
					case "explicit-key-ind":
					case "map-value-ind":
					case "seq-item-ind":
						if (this.atNewLine) this.indent += source.length;
						break;
					case "doc-mode":
					case "flow-error-end": return;
					default: this.atNewLine = false;
				}
				this.offset += source.length;
			}
		}
		/** Call at end of input to push out any remaining constructions */
		*end() {
			while (this.stack.length > 0) yield* this.pop();
		}
		get sourceToken() {
			return {
				type: this.type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		*step() {
			const top = this.peek(1);
			if (this.type === "doc-end" && top?.type !== "doc-end") {
				while (this.stack.length > 0) yield* this.pop();
				this.stack.push({
					type: "doc-end",
					offset: this.offset,
					source: this.source
				});
				return;
			}
			if (!top) return yield* this.stream();
			switch (top.type) {
				case "document": return yield* this.document(top);
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return yield* this.scalar(top);
				case "block-scalar": return yield* this.blockScalar(top);
				case "block-map": return yield* this.blockMap(top);
				case "block-seq": return yield* this.blockSequence(top);
				case "flow-collection": return yield* this.flowCollection(top);
				case "doc-end": return yield* this.documentEnd(top);
			}
			/* istanbul ignore next should not happen */
			yield* this.pop();
		}
		peek(n) {
			return this.stack[this.stack.length - n];
		}
		*pop(error) {
			const token = error ?? this.stack.pop();
			/* istanbul ignore if should not happen */
			if (!token) yield {
				type: "error",
				offset: this.offset,
				source: "",
				message: "Tried to pop an empty stack"
			};
			else if (this.stack.length === 0) yield token;
			else {
				const top = this.peek(1);
				if (token.type === "block-scalar") token.indent = "indent" in top ? top.indent : 0;
				else if (token.type === "flow-collection" && top.type === "document") token.indent = 0;
				if (token.type === "flow-collection") fixFlowSeqItems(token);
				switch (top.type) {
					case "document":
						top.value = token;
						break;
					case "block-scalar":
						top.props.push(token);
						break;
					case "block-map": {
						const it = top.items[top.items.length - 1];
						if (it.value) {
							top.items.push({
								start: [],
								key: token,
								sep: []
							});
							this.onKeyLine = true;
							return;
						} else if (it.sep) it.value = token;
						else {
							Object.assign(it, {
								key: token,
								sep: []
							});
							this.onKeyLine = !it.explicitKey;
							return;
						}
						break;
					}
					case "block-seq": {
						const it = top.items[top.items.length - 1];
						if (it.value) top.items.push({
							start: [],
							value: token
						});
						else it.value = token;
						break;
					}
					case "flow-collection": {
						const it = top.items[top.items.length - 1];
						if (!it || it.value) top.items.push({
							start: [],
							key: token,
							sep: []
						});
						else if (it.sep) it.value = token;
						else Object.assign(it, {
							key: token,
							sep: []
						});
						return;
					}
					/* istanbul ignore next should not happen */
					default:
						yield* this.pop();
						yield* this.pop(token);
				}
				if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
					const last = token.items[token.items.length - 1];
					if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
						if (top.type === "document") top.end = last.start;
						else top.items.push({ start: last.start });
						token.items.splice(-1, 1);
					}
				}
			}
		}
		*stream() {
			switch (this.type) {
				case "directive-line":
					yield {
						type: "directive",
						offset: this.offset,
						source: this.source
					};
					return;
				case "byte-order-mark":
				case "space":
				case "comment":
				case "newline":
					yield this.sourceToken;
					return;
				case "doc-mode":
				case "doc-start": {
					const doc = {
						type: "document",
						offset: this.offset,
						start: []
					};
					if (this.type === "doc-start") doc.start.push(this.sourceToken);
					this.stack.push(doc);
					return;
				}
			}
			yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML stream`,
				source: this.source
			};
		}
		*document(doc) {
			if (doc.value) return yield* this.lineEnd(doc);
			switch (this.type) {
				case "doc-start":
					if (findNonEmptyIndex(doc.start) !== -1) {
						yield* this.pop();
						yield* this.step();
					} else doc.start.push(this.sourceToken);
					return;
				case "anchor":
				case "tag":
				case "space":
				case "comment":
				case "newline":
					doc.start.push(this.sourceToken);
					return;
			}
			const bv = this.startBlockValue(doc);
			if (bv) this.stack.push(bv);
			else yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML document`,
				source: this.source
			};
		}
		*scalar(scalar) {
			if (this.type === "map-value-ind") {
				const start = getFirstKeyStartProps(getPrevProps(this.peek(2)));
				let sep;
				if (scalar.end) {
					sep = scalar.end;
					sep.push(this.sourceToken);
					delete scalar.end;
				} else sep = [this.sourceToken];
				const map = {
					type: "block-map",
					offset: scalar.offset,
					indent: scalar.indent,
					items: [{
						start,
						key: scalar,
						sep
					}]
				};
				this.onKeyLine = true;
				this.stack[this.stack.length - 1] = map;
			} else yield* this.lineEnd(scalar);
		}
		*blockScalar(scalar) {
			switch (this.type) {
				case "space":
				case "comment":
				case "newline":
					scalar.props.push(this.sourceToken);
					return;
				case "scalar":
					scalar.source = this.source;
					this.atNewLine = true;
					this.indent = 0;
					if (this.onNewLine) {
						let nl = this.source.indexOf("\n") + 1;
						while (nl !== 0) {
							this.onNewLine(this.offset + nl);
							nl = this.source.indexOf("\n", nl) + 1;
						}
					}
					yield* this.pop();
					break;
				/* istanbul ignore next should not happen */
				default:
					yield* this.pop();
					yield* this.step();
			}
		}
		*blockMap(map) {
			const it = map.items[map.items.length - 1];
			switch (this.type) {
				case "newline":
					this.onKeyLine = false;
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else map.items.push({ start: [this.sourceToken] });
					} else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) map.items.push({ start: [this.sourceToken] });
					else if (it.sep) it.sep.push(this.sourceToken);
					else {
						if (this.atIndentedComment(it.start, map.indent)) {
							const end = map.items[map.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								map.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
			}
			if (this.indent >= map.indent) {
				const atMapIndent = !this.onKeyLine && this.indent === map.indent;
				const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
				let start = [];
				if (atNextItem && it.sep && !it.value) {
					const nl = [];
					for (let i = 0; i < it.sep.length; ++i) {
						const st = it.sep[i];
						switch (st.type) {
							case "newline":
								nl.push(i);
								break;
							case "space": break;
							case "comment":
								if (st.indent > map.indent) nl.length = 0;
								break;
							default: nl.length = 0;
						}
					}
					if (nl.length >= 2) start = it.sep.splice(nl[1]);
				}
				switch (this.type) {
					case "anchor":
					case "tag":
						if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({ start });
							this.onKeyLine = true;
						} else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "explicit-key-ind":
						if (!it.sep && !it.explicitKey) {
							it.start.push(this.sourceToken);
							it.explicitKey = true;
						} else if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({
								start,
								explicitKey: true
							});
						} else this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [this.sourceToken],
								explicitKey: true
							}]
						});
						this.onKeyLine = true;
						return;
					case "map-value-ind":
						if (it.explicitKey) {
							if (!it.sep) {
								if (includesToken(it.start, "newline")) Object.assign(it, {
									key: null,
									sep: [this.sourceToken]
								});
								else {
									const start = getFirstKeyStartProps(it.start);
									this.stack.push({
										type: "block-map",
										offset: this.offset,
										indent: this.indent,
										items: [{
											start,
											key: null,
											sep: [this.sourceToken]
										}]
									});
								}
							} else if (it.value) map.items.push({
								start: [],
								key: null,
								sep: [this.sourceToken]
							});
							else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
								type: "block-map",
								offset: this.offset,
								indent: this.indent,
								items: [{
									start,
									key: null,
									sep: [this.sourceToken]
								}]
							});
							else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
								const start = getFirstKeyStartProps(it.start);
								const key = it.key;
								const sep = it.sep;
								sep.push(this.sourceToken);
								delete it.key;
								delete it.sep;
								this.stack.push({
									type: "block-map",
									offset: this.offset,
									indent: this.indent,
									items: [{
										start,
										key,
										sep
									}]
								});
							} else if (start.length > 0) it.sep = it.sep.concat(start, this.sourceToken);
							else it.sep.push(this.sourceToken);
						} else if (!it.sep) Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.value || atNextItem) map.items.push({
							start,
							key: null,
							sep: [this.sourceToken]
						});
						else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [],
								key: null,
								sep: [this.sourceToken]
							}]
						});
						else it.sep.push(this.sourceToken);
						this.onKeyLine = true;
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (atNextItem || it.value) {
							map.items.push({
								start,
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						} else if (it.sep) this.stack.push(fs);
						else {
							Object.assign(it, {
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						}
						return;
					}
					default: {
						const bv = this.startBlockValue(map);
						if (bv) {
							if (bv.type === "block-seq") {
								if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
									yield* this.pop({
										type: "error",
										offset: this.offset,
										message: "Unexpected block-seq-ind on same line with key",
										source: this.source
									});
									return;
								}
							} else if (atMapIndent) map.items.push({ start });
							this.stack.push(bv);
							return;
						}
					}
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*blockSequence(seq) {
			const it = seq.items[seq.items.length - 1];
			switch (this.type) {
				case "newline":
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else seq.items.push({ start: [this.sourceToken] });
					} else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) seq.items.push({ start: [this.sourceToken] });
					else {
						if (this.atIndentedComment(it.start, seq.indent)) {
							const end = seq.items[seq.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								seq.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
				case "anchor":
				case "tag":
					if (it.value || this.indent <= seq.indent) break;
					it.start.push(this.sourceToken);
					return;
				case "seq-item-ind":
					if (this.indent !== seq.indent) break;
					if (it.value || includesToken(it.start, "seq-item-ind")) seq.items.push({ start: [this.sourceToken] });
					else it.start.push(this.sourceToken);
					return;
			}
			if (this.indent > seq.indent) {
				const bv = this.startBlockValue(seq);
				if (bv) {
					this.stack.push(bv);
					return;
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*flowCollection(fc) {
			const it = fc.items[fc.items.length - 1];
			if (this.type === "flow-error-end") {
				let top;
				do {
					yield* this.pop();
					top = this.peek(1);
				} while (top?.type === "flow-collection");
			} else if (fc.end.length === 0) {
				switch (this.type) {
					case "comma":
					case "explicit-key-ind":
						if (!it || it.sep) fc.items.push({ start: [this.sourceToken] });
						else it.start.push(this.sourceToken);
						return;
					case "map-value-ind":
						if (!it || it.value) fc.items.push({
							start: [],
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.sep) it.sep.push(this.sourceToken);
						else Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						return;
					case "space":
					case "comment":
					case "newline":
					case "anchor":
					case "tag":
						if (!it || it.value) fc.items.push({ start: [this.sourceToken] });
						else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (!it || it.value) fc.items.push({
							start: [],
							key: fs,
							sep: []
						});
						else if (it.sep) this.stack.push(fs);
						else Object.assign(it, {
							key: fs,
							sep: []
						});
						return;
					}
					case "flow-map-end":
					case "flow-seq-end":
						fc.end.push(this.sourceToken);
						return;
				}
				const bv = this.startBlockValue(fc);
				/* istanbul ignore else should not happen */
				if (bv) this.stack.push(bv);
				else {
					yield* this.pop();
					yield* this.step();
				}
			} else {
				const parent = this.peek(2);
				if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
					yield* this.pop();
					yield* this.step();
				} else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
					const start = getFirstKeyStartProps(getPrevProps(parent));
					fixFlowSeqItems(fc);
					const sep = fc.end.splice(1, fc.end.length);
					sep.push(this.sourceToken);
					const map = {
						type: "block-map",
						offset: fc.offset,
						indent: fc.indent,
						items: [{
							start,
							key: fc,
							sep
						}]
					};
					this.onKeyLine = true;
					this.stack[this.stack.length - 1] = map;
				} else yield* this.lineEnd(fc);
			}
		}
		flowScalar(type) {
			if (this.onNewLine) {
				let nl = this.source.indexOf("\n") + 1;
				while (nl !== 0) {
					this.onNewLine(this.offset + nl);
					nl = this.source.indexOf("\n", nl) + 1;
				}
			}
			return {
				type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		startBlockValue(parent) {
			switch (this.type) {
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return this.flowScalar(this.type);
				case "block-scalar-header": return {
					type: "block-scalar",
					offset: this.offset,
					indent: this.indent,
					props: [this.sourceToken],
					source: ""
				};
				case "flow-map-start":
				case "flow-seq-start": return {
					type: "flow-collection",
					offset: this.offset,
					indent: this.indent,
					start: this.sourceToken,
					items: [],
					end: []
				};
				case "seq-item-ind": return {
					type: "block-seq",
					offset: this.offset,
					indent: this.indent,
					items: [{ start: [this.sourceToken] }]
				};
				case "explicit-key-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					start.push(this.sourceToken);
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							explicitKey: true
						}]
					};
				}
				case "map-value-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							key: null,
							sep: [this.sourceToken]
						}]
					};
				}
			}
			return null;
		}
		atIndentedComment(start, indent) {
			if (this.type !== "comment") return false;
			if (this.indent <= indent) return false;
			return start.every((st) => st.type === "newline" || st.type === "space");
		}
		*documentEnd(docEnd) {
			if (this.type !== "doc-mode") {
				if (docEnd.end) docEnd.end.push(this.sourceToken);
				else docEnd.end = [this.sourceToken];
				if (this.type === "newline") yield* this.pop();
			}
		}
		*lineEnd(token) {
			switch (this.type) {
				case "comma":
				case "doc-start":
				case "doc-end":
				case "flow-seq-end":
				case "flow-map-end":
				case "map-value-ind":
					yield* this.pop();
					yield* this.step();
					break;
				case "newline": this.onKeyLine = false;
				default:
					if (token.end) token.end.push(this.sourceToken);
					else token.end = [this.sourceToken];
					if (this.type === "newline") yield* this.pop();
			}
		}
	};
	exports.Parser = Parser;
}));

// node_modules/yaml/dist/public-api.js
var require_public_api = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var errors = require_errors();
	var log = require_log();
	var identity = require_identity();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	function parseOptions(options) {
		const prettyErrors = options.prettyErrors !== false;
		return {
			lineCounter: options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null,
			prettyErrors
		};
	}
	/**
	* Parse the input as a stream of YAML documents.
	*
	* Documents should be separated from each other by `...` or `---` marker lines.
	*
	* @returns If an empty `docs` array is returned, it will be of type
	*   EmptyStream and contain additional stream information. In
	*   TypeScript, you should use `'empty' in docs` as a type guard for it.
	*/
	function parseAllDocuments(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		const docs = Array.from(composer$1.compose(parser$1.parse(source)));
		if (prettyErrors && lineCounter) for (const doc of docs) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		if (docs.length > 0) return docs;
		return Object.assign([], { empty: true }, composer$1.streamInfo());
	}
	/** Parse an input string into a single YAML.Document */
	function parseDocument(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		let doc = null;
		for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) if (!doc) doc = _doc;
		else if (doc.options.logLevel !== "silent") {
			doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
			break;
		}
		if (prettyErrors && lineCounter) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		return doc;
	}
	function parse(src, reviver, options) {
		let _reviver = void 0;
		if (typeof reviver === "function") _reviver = reviver;
		else if (options === void 0 && reviver && typeof reviver === "object") options = reviver;
		const doc = parseDocument(src, options);
		if (!doc) return null;
		doc.warnings.forEach((warning) => log.warn(doc.options.logLevel, warning));
		if (doc.errors.length > 0) {
			if (doc.options.logLevel !== "silent") throw doc.errors[0];
			else doc.errors = [];
		}
		return doc.toJS(Object.assign({ reviver: _reviver }, options));
	}
	function stringify(value, replacer, options) {
		let _replacer = null;
		if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
		else if (options === void 0 && replacer) options = replacer;
		if (typeof options === "string") options = options.length;
		if (typeof options === "number") {
			const indent = Math.round(options);
			options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
		}
		if (value === void 0) {
			const { keepUndefined } = options ?? replacer ?? {};
			if (!keepUndefined) return void 0;
		}
		if (identity.isDocument(value) && !_replacer) return value.toString(options);
		return new Document.Document(value, _replacer, options).toString(options);
	}
	exports.parse = parse;
	exports.parseAllDocuments = parseAllDocuments;
	exports.parseDocument = parseDocument;
	exports.stringify = stringify;
}));

// node_modules/yaml/dist/index.js
var require_dist = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var Schema = require_Schema();
	var errors = require_errors();
	var Alias = require_Alias();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var cst = require_cst();
	var lexer = require_lexer();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	var publicApi = require_public_api();
	var visit = require_visit();
	exports.Composer = composer.Composer;
	exports.Document = Document.Document;
	exports.Schema = Schema.Schema;
	exports.YAMLError = errors.YAMLError;
	exports.YAMLParseError = errors.YAMLParseError;
	exports.YAMLWarning = errors.YAMLWarning;
	exports.Alias = Alias.Alias;
	exports.isAlias = identity.isAlias;
	exports.isCollection = identity.isCollection;
	exports.isDocument = identity.isDocument;
	exports.isMap = identity.isMap;
	exports.isNode = identity.isNode;
	exports.isPair = identity.isPair;
	exports.isScalar = identity.isScalar;
	exports.isSeq = identity.isSeq;
	exports.Pair = Pair.Pair;
	exports.Scalar = Scalar.Scalar;
	exports.YAMLMap = YAMLMap.YAMLMap;
	exports.YAMLSeq = YAMLSeq.YAMLSeq;
	exports.Lexer = lexer.Lexer;
	exports.LineCounter = lineCounter.LineCounter;
	exports.Parser = parser.Parser;
	exports.parse = publicApi.parse;
	exports.parseAllDocuments = publicApi.parseAllDocuments;
	exports.parseDocument = publicApi.parseDocument;
	exports.stringify = publicApi.stringify;
	exports.visit = visit.visit;
	exports.visitAsync = visit.visitAsync;
}));

// src/core/yaml.ts
var import_dist = require_dist();
/** Most bytes of a file: it may come from a pull request, and parsing takes memory and time. */
const mostYaml = 65536;
/** Most keys and values in it. */
const mostNodes = 2e3;
/** So many faults are told: others often follow from them. */
const mostFaults = 10;
/** One document of YAML 1.2, without what only looks plain: aliases, merges, tags, keys twice. */
function readYaml(text, placeOf) {
	const lineAt = (offset) => text.slice(0, offset).split("\n").length;
	const refusal = (faults) => {
		return {
			ok: false,
			rejections: faults.slice(0, mostFaults).map(({ offset, ...words }) => ({
				path: placeOf(lineAt(offset)),
				...words
			}))
		};
	};
	const unreadable = textFault(text);
	if (unreadable !== void 0) return refusal([unreadable]);
	const document = (0, import_dist.parseDocument)(text, {
		prettyErrors: false,
		uniqueKeys: false
	});
	const faults = [...document.errors, ...document.warnings].map((error) => ({
		offset: error.pos[0],
		...wordsFor$2(error)
	}));
	if (document.directives.yaml.version !== "1.2") faults.push({
		offset: 0,
		problem: "the file is not YAML 1.2",
		remedy: "take out its %YAML"
	});
	let nodes = 0;
	(0, import_dist.visit)(document, (place, node) => {
		if (!(0, import_dist.isNode)(node)) return void 0;
		nodes += 1;
		const offset = node.range?.[0] ?? 0;
		const tag = (0, import_dist.isAlias)(node) ? "alias" : node.tag;
		if (tag !== void 0 && tag !== "tag:yaml.org,2002:str") faults.push({
			offset,
			...notPlain
		});
		if ((0, import_dist.isMap)(node)) faults.push(...keyFaults(node));
		if ((0, import_dist.isScalar)(node) && place !== "key" && isRespelled(node)) node.value = Symbol(node.source);
		return nodes > mostNodes ? import_dist.visit.BREAK : void 0;
	});
	if (nodes > mostNodes) faults.unshift(tooMuch(`${mostNodes} keys and values`));
	if (faults.length > 0) return refusal(faults);
	const lineOf = (keys) => {
		const offset = offsetOf(document.contents, keys);
		return offset === void 0 ? void 0 : lineAt(offset);
	};
	return accept({
		plain: document.toJS(),
		lineOf
	});
}
const tooMuch = (most) => ({
	offset: 0,
	problem: `the file has more than ${most}`,
	remedy: "leave out what is not needed"
});
const notPlain = {
	problem: "YAML aliases, merges and tags are not read",
	remedy: "write out what stands for it"
};
/** Control characters but those of lines, what no UTF-8 decodes to, and a mark of another file. */
const strange = /\r(?!\n)|[^\P{Cc}\t\n\r]|\u{fffd}|(?<!^)\u{feff}/u;
/** What shows that a text is no UTF-8: parsers read it all the same, and complain of its keys. */
function textFault(text) {
	if (text.length > 65536) return tooMuch(`${mostYaml} characters`);
	const zeros = (text.split("\0").length - 1) / text.length;
	if (zeros > .25) return {
		offset: 0,
		problem: `the file is UTF-${zeros > .6 ? 32 : 16}`,
		remedy: "save it as UTF-8"
	};
	const { index: offset, 0: found } = strange.exec(text) ?? {
		index: 0,
		0: ""
	};
	if (found === "") return void 0;
	const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
	return {
		offset,
		problem: found === "�" ? "a byte that is not UTF-8 (or U+FFFD, which stands for one)" : `the character U+${code}, which does not show`,
		remedy: "save the file as UTF-8 without it, its lines ended by LF"
	};
}
/** Whether YAML has another word for the value than the file. */
function isRespelled({ value, source = "" }) {
	if (value === null) return source !== "" && source !== "~";
	return typeof value !== "string" && `${value}` !== source;
}
function keyFaults({ items }) {
	const seen = /* @__PURE__ */ new Set();
	return items.flatMap(({ key }) => {
		const offset = (0, import_dist.isNode)(key) ? key.range?.[0] ?? 0 : 0;
		const source = (0, import_dist.isScalar)(key) && key.source || void 0;
		if (!(0, import_dist.isScalar)(key) || source === void 0 || key.value === null || isRespelled(key)) {
			const [named, quoted] = source === void 0 ? ["", ""] : [` ${source}`, `: "${source}"`];
			return [{
				offset,
				problem: `YAML takes the key${named} for no text`,
				remedy: `write it in quotes${quoted}`
			}];
		}
		const name = `${key.value}`;
		if (name === "<<") return [{
			offset,
			...notPlain
		}];
		if (name === "__proto__") return [{
			offset,
			problem: `no name may be ${name}`,
			remedy: "take another one"
		}];
		if (seen.has(name)) return [{
			offset,
			problem: "not valid YAML: the key appears twice",
			remedy: "keep one of the two"
		}];
		seen.add(name);
		return [];
	});
}
/** Offset of the key (not the value) that `keys` lead to, or of the nearest parent that exists. */
function offsetOf(contents, keys) {
	let node = contents;
	let offset;
	for (const key of keys) if ((0, import_dist.isMap)(node)) {
		const pair = node.items.find((item) => (0, import_dist.isScalar)(item.key) && String(item.key.value) === String(key));
		if (pair === void 0) return offset;
		offset = (0, import_dist.isScalar)(pair.key) ? pair.key.range?.[0] : offset;
		node = pair.value;
	} else if ((0, import_dist.isSeq)(node)) {
		node = node.items[Number(key)];
		offset = (0, import_dist.isNode)(node) ? node.range?.[0] ?? offset : offset;
	} else return offset;
	return offset;
}
/** What the parser found wrong, with the remedy. */
function wordsFor$2({ code, message }) {
	switch (code) {
		case "TAB_AS_INDENT": return {
			problem: "not valid YAML: a tab as indentation",
			remedy: "use spaces"
		};
		case "RESOURCE_EXHAUSTION": return {
			problem: "it is nested too deeply",
			remedy: "write it with fewer brackets"
		};
		case "MULTIPLE_DOCS": return {
			problem: "a second document begins",
			remedy: "take out the line \"---\", or what follows it"
		};
		default: return {
			problem: `not valid YAML: ${message}`,
			remedy: "fix it there or in the line before; quote a text that contains \": \" or \" #\" or begins with a special character"
		};
	}
}

// src/core/near-word.ts
/** Longer words, in characters, are not a typing error, and comparing them would take long. */
const longestWord = 64;
/**
* The one of `words` that `text` most likely means, ignoring case. At most a third of its letters
* are wrong, missing, extra or swapped with their neighbour; undefined where no word is that near.
*/
function nearWord(text, words) {
	const typed = text.trim().toLowerCase();
	if (typed.length > longestWord) return void 0;
	return words.map((word) => ({
		word,
		edits: editsBetween(typed, word.toLowerCase())
	})).filter(({ word, edits }) => 3 * edits <= Math.max(typed.length, word.length)).toSorted((a, b) => a.edits - b.edits)[0]?.word;
}
/** Remedy for an unknown word: the nearest known one, then all of them. */
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

// src/disk/spec.ts
/** A disk as `--disk` takes it: `name=prod,format=qcow2,cache=none,…,size=1GiB`. */
function diskSpec(name, mode) {
	return specOf(name, fieldValues(mode));
}
/** The same of fields; a size is the number at the beginning of its value. */
function specOf(name, values) {
	const fields = values.filter((field) => !isDefault(field)).map((field) => field.name === "size" ? `size=${spellBytes(Number.parseInt(field.value, 10))}` : spellField(field));
	return [`name=${name}`, ...fields].join(",");
}
const units = [
	"B",
	"KiB",
	"MiB",
	"GiB",
	"TiB"
];
/**
* Bytes as a SPEC or the config takes them, in the largest unit that leaves a whole number:
* `320MiB`.
*/
function spellBytes(bytes) {
	const power = bytes === 0 ? 0 : units.findLastIndex((_, index) => bytes % 1024 ** index === 0);
	return `${bytes / 1024 ** power}${units[power] ?? "B"}`;
}

// src/config/file-errors.ts
/**
* What the schema of the config found wrong, in words for whoever wrote the file, with the remedy.
*/
function issueRejections(issue, context) {
	const keys = issue.path;
	const path = context.where(keys);
	if (issue.code === "unrecognized_keys") {
		const around = context.keysAt(keys);
		return issue.keys.map((key) => unknownKey(key, {
			...around,
			path: context.where([...keys, key])
		}));
	}
	const found = valueAt(context.document, keys);
	return [{
		path,
		...keys.length === 0 ? wordsForFile(found) : wordsFor$1(issue, {
			keys,
			found
		})
	}];
}
const versionRemedy = "begin it with the line \"version: 1\"";
function wordsForFile(found) {
	if (found === null || found === void 0) return {
		problem: "the file is empty",
		remedy: versionRemedy
	};
	return {
		problem: "the file has no keys",
		remedy: `${versionRemedy} and write each setting as "key: value"`
	};
}
function wordsFor$1(issue, { keys, found }) {
	const [key] = keys.slice(-1);
	if (key === "version" && keys.length === 1) return found === void 0 ? {
		problem: "the file does not say its version",
		remedy: versionRemedy
	} : {
		problem: `must be 1, not ${spelled(found)}`,
		remedy: found === "1" ? "write it without quotes" : "there is no other version yet"
	};
	if (found === null) return {
		problem: "has no value",
		remedy: "give it one, or leave the key out"
	};
	if (issue.code === "invalid_value") {
		const remedy = suggestWord(typeof found === "string" ? found : "", issue.values.map(String));
		return {
			problem: `${spelled(found)} is not a known value`,
			remedy
		};
	}
	if (issue.code === "invalid_union") return {
		problem: `must be one value, not ${kindOf(found)}`,
		remedy: `write it as "${key ?? ""}: value"`
	};
	if (issue.code !== "invalid_type") return {
		problem: issue.message,
		remedy: exampleOf(keys)
	};
	return {
		problem: `must be ${expectedWords[issue.expected] ?? issue.expected}, not ${kindOf(found)}`,
		remedy: exampleOf(keys) ?? (issue.expected === "string" ? inQuotes(found) : void 0)
	};
}
const expectedWords = {
	string: "a text",
	boolean: "true or false",
	array: "a list",
	object: "a group of keys",
	record: "a group of keys"
};
const examples = new Map(Object.entries({
	"fail-on": "fail-on: [regressed, missing]",
	cells: "cells: [{ disk: prod, gate: false }]",
	"cells.*": "- { disk: prod, gate: false }",
	gate: "gate: false",
	policy: "policy: { tolerance: 5% }",
	disks: "disks: { prod: { cache: none } }",
	"disks.*": "prod: { cache: none }",
	workloads: "workloads: [randread-4k-qd1, read-1m-qd8]"
}));
function exampleOf(keys) {
	const [last = "", parent = ""] = keys.toReversed();
	const example = examples.get(`${parent}.*`) ?? examples.get(String(last));
	return example === void 0 ? void 0 : `write it like this: ${example}`;
}
function inQuotes(found) {
	return typeof found === "object" ? "write one text" : `write it in quotes: "${spelled(found)}"`;
}
function kindOf(value) {
	if (Array.isArray(value)) return "a list";
	return typeof value === "object" ? "a group of keys" : spelled(value);
}
/** A value as the file has it. */
function spelled(value) {
	return typeof value === "symbol" ? value.description ?? "" : JSON.stringify(value);
}
function valueAt(document, keys) {
	return keys.reduce((value, key) => childOf(value, key), document);
}
function childOf(value, key) {
	if (typeof value !== "object" || value === null) return void 0;
	return new Map(Object.entries(value)).get(String(key));
}
/**
* That a key is not known, with what helps: the nearest one here, the place where it belongs, or
* all that are known.
*/
function unknownKey(key, { path, known, others = [] }) {
	const near = nearWord(key, known);
	const home = others.find(({ keys }) => keys.includes(key));
	const remedy = home !== void 0 ? home.advice : near !== void 0 ? `did you mean ${near}?` : `known here: ${known.join(", ")}`;
	return {
		path,
		problem: `unknown key "${key}"`,
		remedy
	};
}
/**
* The file without what is wrong in it, so that the rest can be looked at too: a misspelt key must
* not hide a wrong value elsewhere. A disk or a cell that is not a group of keys stays as an empty
* one, so that its name and its place are still known; a wrong word in a list takes its list along.
*/
function withoutFaults(document, issues) {
	const faults = faultsOf(issues);
	if (faults.some((keys) => keys.length === 0)) return { version: 1 };
	return {
		...faults.reduce((value, keys) => without(value, {
			keys,
			keepsPlace: isGroup(keys)
		}), document),
		version: 1
	};
}
/** Where in a file something is wrong: of keys that are not known, the place of each. */
function faultsOf(issues) {
	return issues.flatMap((issue) => {
		const keys = issue.path.map(String);
		return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...keys, key]) : [keys];
	});
}
function isGroup([first, second, ...rest]) {
	return first === "disks" && rest.length === 0 && second !== void 0 || second === "cells" && rest.length === 1;
}
function without(value, { keys: [key, ...rest], keepsPlace }) {
	if (typeof value !== "object" || value === null || key === void 0) return value;
	const next = (child) => rest.length === 0 ? {} : without(child, {
		keys: rest,
		keepsPlace
	});
	if (Array.isArray(value)) return value.map((entry, index) => String(index) === key ? next(entry) : entry);
	const isGone = (child) => !keepsPlace && (rest.length === 0 || rest.length === 1 && Array.isArray(child));
	const entries = Object.entries(value).filter(([name, child]) => name !== key || !isGone(child));
	return Object.fromEntries(entries.map(([name, child]) => [name, name === key ? next(child) : child]));
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
* Bytes from `512MiB`, `2GiB`, up to 1024TiB; a unit is required, so that 2G is never taken for
* something else.
*/
function parseSize(path, text) {
	const match = /^(\d+(?:\.\d+)?)\s?(B|KiB|MiB|GiB|TiB)$/.exec(text.trim());
	const bytes = match === null ? NaN : Number(match[1]) * sizeUnits[match[2]];
	if (Number.isInteger(bytes) && bytes > 0 && bytes <= 2 ** 50) return accept(bytes);
	return reject(path, `"${text}" is not a size`, "write a number and B, KiB, MiB, GiB or TiB, such as 512MiB, up to 1024TiB");
}
/**
* Bytes of a block, in QEMU's own words (`4096`, `64k`, `2M`) or with a unit as in sizes (`64KiB`).
*/
function parseBlockSize(path, text) {
	const match = /^(\d+)([kKM]?)$/.exec(text.trim());
	if (match !== null && Number(match[1]) > 0 && Number(match[1]) < 2 ** 30) {
		const unit = match[2] === "" ? 1 : match[2] === "M" ? sizeUnits.MiB : sizeUnits.KiB;
		return accept(Number(match[1]) * unit);
	}
	const size = parseSize(path, text);
	return size.ok ? size : reject(path, `"${text}" is not a block size`, "write bytes, such as 4096, or 64KiB");
}
/** Seconds from `90s`, `15m`, `1h`: from `least` to a day. */
function parseDuration(path, text, least = 1) {
	const match = /^(\d+(?:\.\d+)?)\s?(s|m|h)$/.exec(text.trim());
	const seconds = Number(match?.[1]) * durationUnits[match?.[2]];
	if (seconds >= least && seconds <= 86400) return accept(seconds);
	return reject(path, `"${text}" is not a duration`, `write a number and s, m or h, such as 15m, from ${least}s to 24h`);
}
/**
* A fraction from `5%` or `0.5 %`, from 0 to 99 %. The sign is required: 5 could mean 5
* % or 500 %.
*/
function parsePercentage(path, text) {
	const match = /^(\d+(?:\.\d+)?)\s?%$/.exec(text.trim());
	const fraction = match === null ? NaN : Number(match[1]) / 100;
	if (fraction >= 0 && fraction <= .99) return accept(fraction);
	return reject(path, `"${text}" is not a percentage`, "write a number from 0 to 99 with its sign, such as 5%");
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
	return reject(path, `"${text}" is not a known value`, suggestWord(text, words));
}

// src/config/disk-spec.ts
/** Keys that a disk may have, in the order in which they are documented. */
const diskKeys = ["name", ...modeKeys];
const example = {
	...defaultDiskMode(2 ** 30),
	cache: "none",
	aio: "native",
	iothread: true
};
const usage = `write a preset (${cacheModes.join(", ")}), host[:PATH], host-direct[:PATH], null, or fields such as ${diskSpec("prod", example)}`;
/**
* Reads one SPEC of the command line: `none`, `none,aio=native,name=prod`, `name=prod,cache=none`,
* `host-direct:/mnt/data`, `null`.
*/
function parseDiskSpec(path, spec, defaultSize) {
	const host = /^(host|host-direct)(?::(.+?))?(?:,name=([^,]*))?$/.exec(spec.trim());
	if (host !== null) return hostRequest(path, {
		kind: host[1],
		directory: host[2],
		name: host[3]
	});
	const fields = fieldsOf(path, spec);
	return fields.ok ? diskFrom(path, fields.value, {
		defaultSize,
		isWhole: true
	}) : fields;
}
/** Marks the fields of a null disk; no user can spell it as a key. */
const nullKey = "(null)";
function fieldsOf(path, spec) {
	const fields = {};
	for (const [index, word] of spec.split(",").entries()) {
		const [key = "", ...rest] = word.split("=");
		if (rest.length === 0 && index === 0 && isCacheMode(key.trim())) {
			fields.name = key.trim();
			fields.cache = key.trim();
			continue;
		}
		if (rest.length === 0 && index === 0 && key.trim() === "null") {
			fields.name = "null";
			fields[nullKey] = "";
			continue;
		}
		if (rest.length === 0) {
			const place = word === spec ? "" : ` in "${spec}"`;
			return reject(path, `"${word}"${place} is neither a preset nor a key=value pair`, usageFor(word));
		}
		if (Object.hasOwn(fields, key) && !(index > 0 && key === "name")) return reject(path, `${key} appears twice in "${spec}"`, "say it once");
		fields[key.trim()] = rest.join("=").trim();
	}
	return accept(fields);
}
function usageFor(word) {
	const near = nearWord(word.replace(/:.*/s, ""), [
		...cacheModes,
		"host",
		"host-direct",
		"null"
	]);
	return near === void 0 ? usage : `did you mean ${near}? Else ${usage}`;
}
/**
* Reads the fields of one disk; every rejection names the key. A disk without storage under it is a
* row of the host, because no pull request can make it slower.
*/
function diskFrom(path, { [nullKey]: isNull, ...texts }, { defaultSize, isWhole }) {
	const unknown = unknownKeys(path, texts, isNull === void 0 ? diskKeys : ["name", "size"]);
	const name = parseName(path, texts["name"]);
	const mode = parseDiskMode({
		path,
		texts,
		defaultSize,
		isWhole: isWhole && unknown.length === 0
	});
	if (unknown.length > 0 || !mode.ok || !name.ok) {
		const parts = [mode, name].flatMap((part) => part.ok ? [] : part.rejections);
		return {
			ok: false,
			rejections: [...unknown, ...parts]
		};
	}
	const arm = isNull === void 0 ? {
		name: name.value,
		side: "head",
		target: {
			kind: "disk",
			mode: mode.value
		}
	} : {
		name: name.value,
		side: "host",
		target: {
			kind: "null",
			size: mode.value.size
		}
	};
	return accept({
		arm,
		hostDirectory: void 0,
		path
	});
}
function unknownKeys(path, fields, known) {
	return Object.keys(fields).filter((key) => !known.includes(key)).map((key) => unknownKey(key, {
		path: `${path}.${key}`,
		known
	}));
}
function hostRequest(path, { kind, directory, name }) {
	const named = parseName(path, name ?? (directory === void 0 ? kind : `${kind}-${slug(directory)}`));
	if (!named.ok) return named;
	const target = {
		kind: "host",
		direct: kind === "host-direct"
	};
	const arm = {
		name: named.value,
		side: "host",
		target
	};
	return accept({
		arm: directory === void 0 ? arm : {
			...arm,
			ownDirectory: true
		},
		hostDirectory: directory,
		path
	});
}
function parseName(path, name) {
	if (name === void 0) return reject(`${path}.name`, "the disk has no name", "add name=…, stable over commits");
	if (namePattern$1.test(name)) return accept(name);
	return reject(`${path}.name`, `"${name}" is not a name`, "use 1 to 64 letters, digits, \".\", \"_\" or \"-\", starting with a letter or digit");
}
function isCacheMode(text) {
	return cacheModes.includes(text);
}
/** A directory's path as a part of an arm's name: `/mnt/block` is `mnt-block`. */
function slug(path) {
	return path.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40) || "root";
}
/**
* Resolves a disk mode from the texts of its fields: flags override what `cache` sets, and what no
* disk can be is rejected with its reason. `defaultSize` is in bytes. Fields that are not
* `isWhole`, since one was misspelt, are not asked whether they are possible together.
*/
function parseDiskMode({ path, texts, defaultSize, isWhole }) {
	const { rejections, take: takeFrom } = collectRejections();
	const take = (key, parse) => {
		const text = texts[key];
		return text === void 0 ? void 0 : takeFrom(parse(`${path}.${key}`, text), void 0);
	};
	const given = fields.flatMap(({ field, name, values }) => {
		const value = values.kind === "cache" ? takeCache(take) : take(name, parserOf(values));
		return value === void 0 ? [] : [[field, value]];
	});
	const mode = {
		...defaultDiskMode(defaultSize),
		...Object.fromEntries(given)
	};
	if (rejections.length === 0 && isWhole) rejections.push(...impossibilities(mode).map((impossibility) => ({
		path,
		...impossibility
	})));
	return rejections.length > 0 ? {
		ok: false,
		rejections
	} : accept(withoutDefaults(mode));
}
function parserOf(values) {
	switch (values.kind) {
		case "words": return (path, text) => parseWord(path, text, values.words);
		case "switch": return parseSwitch;
		case "count": return (path, text) => parseCount(path, text, values);
		case "block size": return parseBlockSize;
		case "size": return parseSize;
		default: return values;
	}
}
function takeCache(take) {
	const named = take("cache", (path, text) => parseWord(path, text, cacheModes)) ?? "default";
	const flags = { ...cacheFlags(named === "default" ? "writeback" : named) };
	for (const { flag, key } of flagKeys) flags[flag] = take(key, parseSwitch) ?? flags[flag];
	return cacheOf(flags);
}
function parseSwitch(path, text) {
	const word = parseWord(path, text, ["on", "off"]);
	return word.ok ? accept(word.value === "on") : word;
}

// src/config/file.ts
const scalar = union([
	string(),
	number$1(),
	boolean(),
	symbol()
]).transform((value) => typeof value === "symbol" ? value.description ?? "" : String(value));
/**
* Under this key a disk written as one text (`fast: none`, `bare: host`) is kept; no user can spell
* it as a key.
*/
const specKey = "(spec)";
const fieldKeys = [...diskKeys.filter((key) => key !== "name"), specKey];
const disk = preprocess((value) => typeof value === "string" ? { [specKey]: value } : value, strictObject(Object.fromEntries(fieldKeys.map((key) => [key, scalar.optional()]))));
const cellSchema = strictObject({
	disk: string().optional(),
	workload: string().optional(),
	metric: _enum(metricNames).optional(),
	tolerance: scalar.optional(),
	gate: preprocess(truthOf, boolean().optional())
});
function truthOf(value) {
	const word = typeof value === "symbol" ? value.description?.toLowerCase() : void 0;
	return word === "true" || (word === "false" ? false : value);
}
const judging = {
	tolerance: scalar.optional(),
	"false-alarm": scalar.optional(),
	"fail-on": array(_enum(failingVerdicts)).optional(),
	reference: _enum(references).optional()
};
const policySchema = strictObject({
	...judging,
	cells: array(cellSchema).optional()
});
const measuring = {
	directory: string().optional(),
	suite: string().optional(),
	profile: string().optional(),
	workloads: array(string()).min(1, "must name at least one workload").optional(),
	rounds: scalar.optional(),
	budget: scalar.optional(),
	"write-budget": scalar.optional(),
	"lock-wait": scalar.optional(),
	cpus: scalar.optional(),
	accel: string().optional(),
	qemu: string().optional(),
	kernel: string().optional(),
	initrd: string().optional(),
	"base-qemu": string().optional(),
	"base-kernel": string().optional(),
	"base-initrd": string().optional(),
	baseline: string().optional()
};
const schema = strictObject({
	version: literal(1, "must be 1"),
	...measuring,
	disks: record(string(), disk).optional(),
	policy: policySchema.optional()
});
const flagsAlone = ["random-seed", "allow-tmpfs"];
/** The settings that stand under `policy`. */
const policySettings = Object.keys(judging);
/** All of them, with two that only flags have. */
const settingNames = [
	...Object.keys(measuring),
	...policySettings,
	...flagsAlone
];
/**
* Reads `storage-gate.yml`. Broken YAML is rejected with its line; unknown keys and wrong types are
* told beside the rest of the file, whose values are someone else's to judge.
*/
function parseConfigFile({ path, text }) {
	const yaml = readYaml(text, (line) => `${path}:${line}`);
	if (!yaml.ok) return yaml;
	const { plain, lineOf } = yaml.value;
	const where = (keys) => {
		const line = lineOf(keys);
		return `${path}${line === void 0 ? "" : `:${line}`}${keys.length === 0 ? "" : ` ${keys.join(".")}`}`;
	};
	const parsed = schema.safeParse(plain);
	if (parsed.success) return accept({
		content: parsed.data,
		where,
		rejections: [],
		isFaulty: () => false
	});
	const { issues } = parsed.error;
	const rejections = issues.flatMap((issue) => issueRejections(issue, {
		document: plain,
		where,
		keysAt
	}));
	const rest = schema.safeParse(withoutFaults(plain, issues));
	if (!rest.success) return {
		ok: false,
		rejections
	};
	const faults = faultsOf(issues);
	const isFaulty = (keys) => faults.some((fault) => keys.every((key, index) => key === fault[index]));
	return accept({
		content: rest.data,
		where,
		rejections,
		isFaulty
	});
}
const topPlace = {
	keys: Object.keys(schema.shape),
	advice: "write it at the top of the file, without indentation"
};
const policyPlace = {
	keys: Object.keys(policySchema.shape),
	advice: "write it under \"policy:\""
};
/** Settings of the file, at its top and under `policy`. */
const configKeys = [...topPlace.keys, ...policyPlace.keys];
const diskPlace = {
	keys: diskKeys.filter((key) => key !== "name"),
	advice: "write it under a disk, such as disks: { prod: { cache: none } }"
};
const diskNamePlace = {
	keys: ["name"],
	advice: "leave it out: the key above is the name of the disk"
};
const flagPlace = {
	keys: [
		...flagsAlone,
		"base-disk",
		"gate"
	],
	advice: "leave it out here: it is a flag of the command line"
};
const inputPlace = {
	keys: [
		"comment",
		"status",
		"record",
		"install"
	],
	advice: "leave it out here: it is an input of the action"
};
/** The keys that are known at a path, and where else some would be. */
function keysAt(path) {
	if (path[0] === "disks") return {
		known: diskPlace.keys,
		others: [
			diskNamePlace,
			topPlace,
			policyPlace
		]
	};
	if (path[0] === "policy" && path[1] === "cells") return { known: Object.keys(cellSchema.shape) };
	if (path[0] === "policy") return {
		known: policyPlace.keys,
		others: [topPlace]
	};
	return {
		known: topPlace.keys,
		others: [
			policyPlace,
			flagPlace,
			inputPlace,
			diskPlace
		]
	};
}
/**
* The one error for all that is wrong with flags, inputs and config file, what stands in the file
* in its order: `bad-config` where the file is at fault first, else `bad-argument`.
*/
function refusal(rejections, configFile) {
	const lineOf = ({ path }) => lineIn(path, configFile?.path);
	const sorted = [...new Map(rejections.map((one) => [`${one.path}: ${one.problem}`, one])).values()].toSorted((a, b) => lineOf(a) - lineOf(b));
	const [first] = sorted;
	const inFile = configFile !== void 0 && first?.path.startsWith(configFile.path) === true;
	return new GateError(inFile ? "bad-config" : "bad-argument", rejectionFacts(sorted, "settings"));
}
/** The line of `storage-gate.yml:7 disks.prod`; 0 for what stands elsewhere. */
function lineIn(place, file) {
	if (file === void 0 || !place.startsWith(`${file}:`)) return 0;
	return Number.parseInt(place.slice(file.length + 1), 10) || 0;
}

// src/config/disks.ts
/** With base sides and yardsticks, and all workloads, a run document holds no more. */
const mostDisks$1 = 32;
/**
* SPECs of flag or input, else the config's disks, else the rows of the post: host, host direct and
* six presets.
*/
function resolveDisks({ specs = [], config, suite, where }) {
	const given = specs.filter((spec) => spec.trim() !== "");
	if (given.length === 0 && config !== void 0 && lacksDisks(config)) return {
		ok: false,
		rejections: []
	};
	const size = rulesOf(suite).diskSize.usual;
	const { asked, rejections } = apart(given.length === 0 && config?.content.disks !== void 0 ? disksOfConfig(config, size) : (given.length > 0 ? given : rowsFor(suite)).map((spec) => parseDiskSpec(where, spec, size)));
	rejections.push(...duplicates(asked), ...refusals(asked, [
		tooSmallFor(suite),
		unmeasuredBy(suite),
		takenJob
	]));
	if (asked.length > mostDisks$1) {
		const problem = `a run has at most ${mostDisks$1} disks`;
		rejections.push({
			path: where,
			problem,
			remedy: "measure them in several"
		});
	}
	if (given.length === 0 && asked.length === 0 && rejections.length === 0) rejections.push({
		path: config?.where(["disks"]) ?? where,
		problem: "there is no disk to measure",
		remedy: "name one, such as disks: { prod: { cache: none } }, or leave disks out for the rows of the blog post"
	});
	if (rejections.length > 0) return {
		ok: false,
		rejections
	};
	const hostDirectories = asked.flatMap(({ arm, hostDirectory }) => hostDirectory === void 0 ? [] : [[arm.name, hostDirectory]]);
	return accept({
		arms: asked.map(({ arm }) => arm),
		hostDirectories: Object.fromEntries(hostDirectories)
	});
}
function rowsFor(suite) {
	return rulesOf(suite).unit === "pair" ? cacheModes : [
		"host",
		"host-direct",
		...cacheModes
	];
}
/** Whether a config file has disks that could not be read, so that nobody knows which there are. */
function lacksDisks({ content, isFaulty }) {
	return content.disks === void 0 && isFaulty(["disks"]);
}
/**
* The base side: what the disks of the same name were before. They are measured in the same run,
* next to their heads, which are judged against them. Where a part of the guest is the base side's
* own, every disk has a base: those that no SPEC describes are what they are in the head.
*/
function resolveBaseDisks({ specs, suite, where, heads, wholeSide }) {
	const { asked, rejections } = apart(specs.filter((spec) => spec.trim() !== "").map((spec) => parseDiskSpec(where, spec, rulesOf(suite).diskSize.usual)));
	const disks = heads?.filter(({ side }) => side === "head");
	rejections.push(...duplicates(asked), ...refusals(asked, [
		tooSmallFor(suite),
		withoutHeadIn(disks),
		noVirtualDisk
	]));
	if (wholeSide !== void 0 && disks?.length === 0) rejections.push({
		path: wholeSide,
		problem: "no virtual disk is measured with it",
		remedy: "name a disk, or leave it out"
	});
	if (rejections.length > 0) return {
		ok: false,
		rejections
	};
	const described = asked.map(({ arm }) => arm);
	const others = disks?.filter(({ name }) => !described.some((arm) => arm.name === name)) ?? [];
	const arms = wholeSide === void 0 ? described : [...described, ...others];
	return accept(arms.map((arm) => ({
		...arm,
		side: "base"
	})));
}
/** What could be read of several disks, and what is wrong with the others. */
function apart(outcomes) {
	return {
		asked: outcomes.flatMap((outcome) => outcome.ok ? [outcome.value] : []),
		rejections: outcomes.flatMap((outcome) => outcome.ok ? [] : outcome.rejections)
	};
}
function disksOfConfig(config, defaultSize) {
	return Object.entries(config.content.disks ?? {}).map(([name, fields]) => {
		const path = config.where(["disks", name]);
		const spec = fields[specKey];
		if (spec !== void 0) return parseDiskSpec(path, `${spec},name=${name}`, defaultSize);
		const texts = Object.entries(fields).flatMap(([key, text]) => text === void 0 ? [] : [[key, text]]);
		const isWhole = !config.isFaulty(["disks", name]);
		const outcome = diskFrom(path, {
			...Object.fromEntries(texts),
			name
		}, {
			defaultSize,
			isWhole
		});
		return outcome.ok ? outcome : {
			ok: false,
			rejections: outcome.rejections.map(at(config, name))
		};
	});
}
/** Moves a rejection of one key to that key's own line. */
function at(config, name) {
	const base = config.where(["disks", name]);
	return (rejection) => {
		const key = rejection.path.slice(base.length + 1);
		if (key === "" || key === "name") return rejection;
		return {
			...rejection,
			path: config.where([
				"disks",
				name,
				key
			])
		};
	};
}
function duplicates(asked) {
	const names = asked.map(({ arm }) => arm.name);
	return asked.flatMap(({ arm: { name }, path }, index) => {
		if (names.indexOf(name) === index || names.lastIndexOf(name) !== index) return [];
		return [{
			path,
			problem: `two disks are called "${name}"`,
			remedy: "give each disk its own name=…; a name ties a row to its history"
		}];
	});
}
function refusals(asked, checks) {
	return checks.flatMap((check) => asked.flatMap(({ arm, path }) => {
		const refused = check(arm);
		return refused === void 0 ? [] : [{
			path,
			...refused
		}];
	}));
}
function tooSmallFor(suite) {
	const { files, diskSize } = rulesOf(suite);
	const { least } = diskSize;
	const who = files === void 0 ? "its workloads" : "its files and filesystem";
	return ({ name, target }) => {
		if (target.kind !== "disk" || target.mode.size >= least) return void 0;
		return {
			problem: `disk "${name}" of ${formatBytes(target.mode.size)} is too small for the ${suite.name} suite`,
			remedy: `give it size=${spellBytes(least)} or more, which ${who} need`
		};
	};
}
/** What a null disk is given to keep is gone, files too; a pair is made of two disks of guests. */
function unmeasuredBy(suite) {
	return ({ name, target: { kind } }) => {
		if (kind === "disk") return void 0;
		const isMeasuredBy = (rules) => rules.unit === "arm" && (kind === "host" || rules.files === void 0);
		if (isMeasuredBy(rulesOf(suite))) return void 0;
		const remedy = `leave it out, or measure with suite ${suiteKinds().filter((other) => isMeasuredBy(other.rulesOf(other.make()))).map((other) => other.name).join(" or ")}`;
		if (rulesOf(suite).unit === "arm") return {
			problem: `disk "${name}" has no storage for the files of the ${suite.name} suite`,
			remedy
		};
		const what = kind === "host" ? "host rows" : "null disks";
		return {
			problem: `"${name}": the suite ${suite.name} has no ${what}, it alternates between disks of guests`,
			remedy
		};
	};
}
/**
* The name of a host job is what disks are compared with: that job, in the directory in which they
* are.
*/
const takenJob = ({ name, side, target, ownDirectory }) => {
	const job = jobOf(target);
	if (side !== "host" || !hostJobs.some((other) => hostJobName(other) === name)) return void 0;
	const remedy = "give it another name=…";
	if (job === void 0) return {
		problem: `a null disk can't be called "${name}", as a host job is`,
		remedy
	};
	if (ownDirectory === true) return {
		problem: `"${name}" is a reserved name: disks are compared with that host job, but not in another directory`,
		remedy
	};
	if (hostJobName(job) === name) return void 0;
	return {
		problem: `"${name}" is the name of a host job other than ${hostJobName(job)}`,
		remedy
	};
};
function withoutHeadIn(disks) {
	return (arm) => {
		if (disks === void 0 || disks.some(({ name }) => name === arm.name)) return void 0;
		const names = disks.map(({ name }) => `"${name}"`).join(", ");
		const remedy = `give head and base the same name=…${names === "" ? "" : `; the head has ${names}`}`;
		return {
			problem: `no disk is called "${arm.name}"`,
			remedy
		};
	};
}
const noVirtualDisk = ({ name, target }) => target.kind === "disk" ? void 0 : {
	problem: `"${name}" is not a virtual disk`,
	remedy: "only disks have a base side"
};

// src/config/gate.ts
/**
* `--gate` names the only cells that gate: everything is taken out first, then these are put back.
*/
function gatedCells(gate, where) {
	if (gate.length === 0) return accept([]);
	const { rejections, take } = collectRejections();
	const cells = gate.map((text) => {
		const parts = partsOf(text);
		if (parts === void 0) rejections.push({
			path: where,
			problem: `"${text}" is not ARM/WORKLOAD/METRIC`,
			remedy: "such as prod/rndrd/throughput or prod/*/throughput"
		});
		const [disk, workload, metric] = parts ?? [];
		return {
			disk,
			workload,
			metric: metric === void 0 ? void 0 : take(parseWord(where, metric, metricNames), void 0),
			gate: true
		};
	});
	return rejections.length > 0 ? {
		ok: false,
		rejections
	} : accept([{ gate: false }, ...cells]);
}
/** The three parts of `ARM/WORKLOAD/METRIC`, undefined for `*`; undefined where it is none. */
function partsOf(text) {
	const parts = text.split("/");
	if (parts.length !== 3 || parts.includes("")) return void 0;
	return parts.map((part) => part === "*" ? void 0 : part);
}
/**
* A gate that names no cell of a head arm could never fail, so it is refused; host arms never
* gate, nor does a suite that shows levels alone.
*/
function unmatchedGates({ config, gate, whereGate, disks, suite }) {
	const ofConfig = (config?.content.policy?.cells ?? []).flatMap(({ disk, workload, metric }, index) => {
		const where = (key) => config?.where([
			"policy",
			"cells",
			index,
			key
		]) ?? "";
		return unknownParts({
			disk,
			workload,
			metric
		}, {
			disks,
			suite,
			where
		});
	});
	const ofGate = gate.flatMap((text) => {
		const [disk, workload, metric] = partsOf(text) ?? [];
		return unknownParts({
			disk,
			workload,
			metric
		}, {
			disks,
			suite,
			where: () => whereGate
		});
	});
	if (gate.length === 0 || suite === void 0 || rulesOf(suite).gates !== "never") return [...ofConfig, ...ofGate];
	const problem = `the suite ${suite.name} shows levels and never gates`;
	const remedy = "measure with --suite pairs, or leave it out";
	return [...ofConfig, {
		path: whereGate,
		problem,
		remedy
	}];
}
function unknownParts({ disk, workload, metric }, { disks, suite, where }) {
	if (suite === void 0) return unknownDisk(disk, {
		disks,
		where
	});
	const workloads = suite.workloads.map(({ name }) => name);
	if (workload !== void 0 && !workloads.includes(workload)) return [...unknownDisk(disk, {
		disks,
		where
	}), unmeasured("workload", workload, {
		names: workloads,
		where
	})];
	return [...unknownDisk(disk, {
		disks,
		where
	}), ...unmeasuredMetric({
		workload,
		metric
	}, {
		suite,
		where
	})];
}
function unknownDisk(disk, { disks, where }) {
	if (disk === void 0 || disks === void 0 || disks.includes(disk)) return [];
	return [unmeasured("disk", disk, {
		names: disks,
		where
	})];
}
function unmeasured(part, name, { names, where }) {
	const remedy = names.length === 0 ? "name a virtual disk to measure: only these gate" : suggestWord(name, names);
	return {
		path: where(part),
		problem: `no ${part} "${name}" is measured`,
		remedy
	};
}
function unmeasuredMetric({ workload, metric }, { suite, where }) {
	const named = rulesOf(suite).workloads.filter(({ name }) => workload === void 0 || name === workload);
	const known = new Set(named.flatMap((one) => one.metrics({ kind: "disk" })));
	const isMetric = metricNames.some((name) => name === metric);
	if (metric === void 0 || !isMetric || known.size === 0 || known.has(metric)) return [];
	const problem = `${workload ?? "no workload"} ${workload === void 0 ? "has" : "lacks"} the metric "${metric}"`;
	return [{
		path: where("metric"),
		problem,
		remedy: `use one of: ${[...known].join(", ")}`
	}];
}

// src/config/lookup.ts
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
* A setting as its reader wrote it: `--accel` on the command line, `input accel` in an action.
*/
function nameOf$1(origin, name) {
	return `${origin === "cli" ? "--" : "input "}${name}`;
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

// src/statistics/random.ts
/**
* A generator of numbers in [0, 1), the same ones for the same seed on every machine (a run's seed
* is in its document). Source: sfc32 of PractRand (C. Doty-Humphrey, public domain), two outputs
* for 53 bits. Not for secrets.
*/
function randomFrom(seed) {
	const next = wordsFrom(seed);
	return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}
/**
* `items` in an order drawn from `random`, each order equally likely (Fisher and Yates); `items`
* itself stays as it is.
*/
function shuffled(items, random) {
	const rest = [...items];
	const drawn = [];
	while (rest.length > 0) drawn.push(...rest.splice(Math.floor(random() * rest.length), 1));
	return drawn;
}
function wordsFrom(seed) {
	let a = seed | 0;
	let b = Math.floor(seed / 2 ** 32) | 0;
	let c = -1640531527;
	let counter = 1;
	const next = () => {
		const sum = a + b + counter | 0;
		counter = counter + 1 | 0;
		a = b ^ b >>> 9;
		b = c + (c << 3) | 0;
		c = (c << 21 | c >>> 11) + sum;
		c |= 0;
		return sum >>> 0;
	};
	for (let i = 0; i < 15; i += 1) next();
	return next;
}

// src/core/order.ts
/**
* For each round the arms' indexes in the order in which they are measured. Two rounds form a pair,
* the second in the reverse order of the first, so that a steady drift cancels; after `arms` pairs
* every arm has been twice in every place and twice right after every other one. The seed decides
* which arm plays which part. Source: E. J. Williams, "Experimental designs balanced for the
* estimation of residual effects of treatments", 1949.
*/
function armOrder({ arms, rounds, seed }) {
	const parts = shuffled(countTo(arms), randomFrom(seed));
	const row = williamsRow(arms);
	const stride = strideFor(arms);
	return countTo(rounds).map((round) => {
		const shift = Math.floor(round / 2) * stride;
		const order = row.map((part) => parts[(part + shift) % arms] ?? 0);
		return round % 2 === 0 ? order : order.toReversed();
	});
}
/**
* The same for arms with two sides: head and base of one name are measured next to each other and
* swap places from round to round (ABBA), so that a drift within a round affects both alike. The
* seed decides which side begins.
*/
function sideOrder({ arms, rounds, seed }) {
	const random = randomFrom(seed);
	const units = unitsOf(arms).map((unit) => random() < .5 ? unit : unit.toReversed());
	return armOrder({
		arms: units.length,
		rounds,
		seed
	}).map((order, round) => order.flatMap((unit) => (round % 2 === 0 ? units[unit] : units[unit]?.toReversed()) ?? []));
}
/** Indexes of arms that stay together: head and base of one name; every other arm is alone. */
function unitsOf(arms) {
	return arms.flatMap(({ name, side }, index) => {
		const partner = (other) => arms.findIndex((arm) => arm.name === name && arm.side === other);
		if (side === "head") return [partner("base") === -1 ? [index] : [index, partner("base")]];
		return side === "base" && partner("head") !== -1 ? [] : [[index]];
	});
}
/**
* Which image file each of `arms`, all of like images, uses in a round: as many files as arms, no
* file twice. Head and base of one name share a pair of files that they swap every round, and the
* pairs of files go round among them every second one, so that a file's place on the disk is no
* side's and no disk's own. The others go round among themselves.
*
*     round   a head  a base  b head  b base
*       0        0       1       2       3
*       1        1       0       3       2
*       2        2       3       0       1
*/
function imageExchange({ arms, round }) {
	const units = unitsOf(arms);
	const pairs = units.filter((unit) => unit.length === 2);
	const alone = units.filter((unit) => unit.length === 1);
	const files = arms.map(() => 0);
	for (const [place, pair] of pairs.entries()) {
		const first = 2 * ((place + Math.floor(round / 2)) % pairs.length);
		for (const [side, arm] of pair.entries()) files[arm] = first + (side + round) % 2;
	}
	for (const [place, arm] of alone.flat().entries()) files[arm] = 2 * pairs.length + (place + round) % alone.length;
	return files;
}
/**
* For each round and pair who begins, and whether the two disks exchange slots and places. Any
* eight rounds in a row have all eight combinations once, so that none of the three is another
* one's doing. The first four, and the next four, have each choice twice, and each two of them in
* every combination; the first six differ by at most two, and only in who begins, which matters
* least since every block has both orders in it. Source: two half fractions of a 2^3 design, the
* resolution III of Box and Hunter, "The 2^(k-p) fractional factorial designs", 1961.
*/
function pairDraws({ pairs, rounds, seed: randomSeed }) {
	const seedOf = (round, pair) => offsetSeed({
		randomSeed,
		round,
		workload: `pair ${pair}`
	});
	const designs = countTo(pairs).map((pair) => designFrom(randomFrom(seedOf(-1, pair))));
	return countTo(rounds).map((round) => designs.map((design, pair) => ({
		...design[round % design.length] ?? {
			first: "head",
			slots: false,
			places: false
		},
		seed: seedOf(round, pair)
	})));
}
/** The eight combinations in an order that is balanced from early on, drawn from `random`. */
function designFrom(random) {
	const [first, slots, places] = countTo(3).map(() => random() < .5);
	const couples = shuffled([[7, 4], [2, 1]], random).map((couple) => shuffled(couple, random));
	return [...shuffled([
		0,
		3,
		5,
		6
	], random), ...couples.flat()].map((bits) => ({
		first: (bits & 4) === 0 === first ? "head" : "against",
		slots: (bits & 2) === 0 === slots,
		places: (bits & 1) === 0 === places
	}));
}
/**
* 0 to `count` - 1 with the first of each of `before` ahead of its second, and otherwise as they
* are. What cannot be, since it goes in a circle, comes last.
*/
function inOrder(count, before) {
	const waiting = new Set(countTo(count));
	const ordered = [];
	while (waiting.size > 0) {
		const isFree = (one) => !before.some(([ahead, behind]) => behind === one && waiting.has(ahead));
		const next = [...waiting].find(isFree) ?? Math.min(...waiting);
		waiting.delete(next);
		ordered.push(next);
	}
	return ordered;
}
/**
* Seed of a workload's random offsets in a round: 0 to 2^32 - 1, fresh each round, the same for the
* same plan and for every arm, so that all arms of a round meet the same offsets.
*/
function offsetSeed({ randomSeed, round, workload }) {
	return Number.parseInt(sha256Hex(`${randomSeed} ${round} ${workload}`).slice(0, 8), 16);
}
/**
* 0, 1, n-1, 2, n-2 …: the row whose neighbours differ by every distance, so that its shifts
* balance who follows whom.
*/
function williamsRow(length) {
	return countTo(length).map((place) => place % 2 === 1 ? (place + 1) / 2 : (length - place / 2) % length);
}
/**
* A stride through all shifts that begins with half a turn: runs are short, so early pairs should
* differ most.
*/
function strideFor(length) {
	let stride = Math.max(1, Math.ceil(length / 2));
	while (greatestCommonDivisor(stride, length) !== 1) stride += 1;
	return stride;
}
function greatestCommonDivisor(a, b) {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
function countTo(length) {
	return Array.from({ length }, (_, index) => index);
}

// src/disk/pair.ts
/** Beside what shapes an image: what both disks on one file must have alike. */
const usedAlike = /* @__PURE__ */ new Set([
	"physicalBlockSize",
	"cache",
	"discard",
	"detectZeroes"
]);
/**
* Where the two disks of a pair in one QEMU keep their data. `one file` takes the place of a file
* on its drive, worth up to 20 % in writes, out of the difference, where nothing else is changed
* by it: qcow2 can't be opened twice, page cache and O_DIRECT on one file invalidate each other,
* a flush by one disk writes out what the other left, and a hole is one for both.
*/
function placeOf(head, against) {
	const [one, other] = [withDefaults(head), withDefaults(against)];
	return fields.filter(({ field, shapesImage }) => shapesImage === true || usedAlike.has(field)).every(({ field }) => one[field] === other[field]) && one.format === "raw" ? "one file" : "new images";
}
/** Why two disks can't be asked the same requests; undefined where they can. */
function pairImpossibility(head, against) {
	const [one, other] = [blockOf(head), blockOf(against)];
	if (one === other) return void 0;
	return {
		problem: `the two disks of a pair have sectors of ${one} and ${other} bytes (logical_block_size), so that no request is the same on both`,
		remedy: `give both the same logical_block_size`
	};
}
function blockOf({ logicalBlockSize = 512 }) {
	return logicalBlockSize;
}
/**
* Most of an image that may be in the page cache below O_DIRECT: qemu-img reads a qcow2 image's
* tables through it, which with the smallest clusters are 2 % of the image.
*/
const mostResidentDirect = .05;
/** Most by which the sides of alike modes may differ. */
const mostUnlike = .1;
/**
* Whether page cache and allocation of a pair's images are as their modes imply, to be asked
* before and after the slices: one side that is served from memory, or writes into holes, is
* another disk than its mode says.
*/
function imageDoubts(head, against) {
	const doubts = [];
	const judge = (doubt, bound) => {
		if (!(doubt.found <= bound)) doubts.push(doubt);
	};
	for (const [side, { mode, resident, unallocated }] of [["head", head], ["against", against]]) {
		if (isDirect(mode)) judge({
			kind: "page-cache",
			side,
			expected: 0,
			found: resident
		}, mostResidentDirect);
		if (!punches(mode)) judge({
			kind: "allocation",
			side,
			expected: 0,
			found: unallocated
		}, 0);
	}
	if (!isDirect(head.mode) && head.mode.cache === against.mode.cache) doubts.push(...unlike("page-cache", head.resident, against.resident));
	if (punches(head.mode) && alikePunching(head.mode, against.mode)) doubts.push(...unlike("allocation", head.unallocated, against.unallocated));
	return doubts;
}
function unlike(kind, found, expected) {
	return Math.abs(found - expected) <= mostUnlike ? [] : [{
		kind,
		side: "head",
		expected,
		found
	}];
}
function isDirect({ cache }) {
	return cacheFlags(cache).direct;
}
function punches({ discard, detectZeroes = "off" }) {
	return discard === "unmap" || detectZeroes !== "off";
}
function alikePunching(one, other) {
	const [a, b] = [withDefaults(one), withDefaults(other)];
	return a.discard === b.discard && a.detectZeroes === b.detectZeroes;
}

// src/config/plan.ts
/**
* The plan, complete before the first number: arms in their order for each round. Some suites add
* the host job that each head disk is compared with, measured in the first round only, after the
* others, which stay balanced that way.
*/
function planRun({ kept, twoGuests, givenParts, ...request }) {
	if (rulesOf(request.suite).unit === "pair") return planPairs({
		kept,
		twoGuests,
		givenParts,
		...request
	});
	const { arms, rounds, randomSeed } = request;
	const once = rulesOf(request.suite).addsHostJobs ? matchedHostArms(request) : [];
	const order = sideOrder({
		arms,
		rounds,
		seed: randomSeed
	});
	const onceOrder = once.map((_, index) => arms.length + index);
	return {
		...request,
		arms: [...arms, ...once],
		order: order.map((round, index) => index === 0 ? [...round, ...onceOrder] : round)
	};
}
/**
* The plan of the suite `pairs`: each head disk with its base side, and with the yardstick where
* the run is kept or the disk has no base side. Of several pairs each is measured as often early in
* a round as late.
*/
function planPairs({ kept, twoGuests, givenParts, ...request }) {
	const { rounds, randomSeed: seed } = request;
	const heads = disksOf(request);
	const bases = request.arms.filter(({ side }) => side === "base");
	const baseOf = (head) => bases.find(({ name }) => name === head.name);
	const gauged = heads.filter((head) => kept === true || baseOf(head) === void 0);
	const { usual } = rulesOf(request.suite).diskSize;
	const onHost = givenParts === true;
	const yardstickOf = (head) => yardstickBeside(head, {
		usual,
		onHost
	});
	const yardsticks = new Map(gauged.map(yardstickOf).map((arm) => [arm.name, arm]));
	const arms = [
		...heads,
		...bases,
		...yardsticks.values()
	];
	const pairOf = (head, against) => {
		if (against === void 0 || head.target.kind !== "disk") return [];
		const other = twoGuests === true && against.side === "base" || against.target.kind !== "disk" ? void 0 : against.target.mode;
		const place = other === void 0 ? "new images" : placeOf(head.target.mode, other);
		return [{
			head: arms.indexOf(head),
			against: arms.indexOf(against),
			place
		}];
	};
	const pairs = [...heads.flatMap((head) => pairOf(head, baseOf(head))), ...gauged.flatMap((head) => pairOf(head, yardsticks.get(yardstickOf(head).name)))];
	const order = armOrder({
		arms: pairs.length,
		rounds,
		seed
	});
	const draws = pairDraws({
		pairs: pairs.length,
		rounds,
		seed
	});
	return {
		...request,
		arms,
		pairs,
		order,
		draws
	};
}
/**
* The yardstick beside a disk: the same plain one in every run, as large as the disk, so that both
* seek equally far, and with its sectors, so that both take the same requests. Where a guest's own
* parts are judged it is a file of the host instead.
*/
function yardstickBeside({ target }, { usual, onHost }) {
	const { size, logicalBlockSize: sector } = target.kind === "disk" ? target.mode : defaultDiskMode(usual);
	const plain = {
		cache: "none",
		aio: "threads",
		bus: "virtio-blk"
	};
	const sectors = sector === void 0 ? {} : {
		logicalBlockSize: sector,
		physicalBlockSize: sector
	};
	const mode = {
		...defaultDiskMode(size),
		...plain,
		...sectors
	};
	const words = [
		"yardstick",
		...size === usual ? [] : [spellBytes(size)],
		...sector === void 0 ? [] : [`${sector}B`]
	];
	const own = onHost ? hostTarget({
		direct: true,
		dsync: false
	}) : {
		kind: "disk",
		mode
	};
	return {
		name: words.join("-"),
		side: "yardstick",
		target: own
	};
}
/**
* A plan of pairs in which each head disk without a base side has one as the first of these runs
* that proved the disk had it. Where that mode is the head's there is nothing to measure beside it.
* Nor where QEMU, kernel or initrd were given: a loss in them would cancel. Stored runs show it.
*/
function withStoredBases(plan, { runs, kept }) {
	const givesParts = plan.arms.some(({ side, target }) => side === "yardstick" && target.kind === "host");
	if (plan.pairs === void 0 || givesParts) return plan;
	const given = new Set(plan.arms.flatMap(({ side, name }) => side === "base" ? [name] : []));
	const bases = disksOf(plan).filter(({ name }) => !given.has(name)).flatMap((head) => storedBase(head, runs));
	if (bases.length === 0) return plan;
	const { order: _order, pairs: _pairs, draws: _draws, ...rest } = plan;
	const arms = plan.arms.filter(({ side }) => side !== "yardstick");
	return planRun({
		...rest,
		arms: [...arms, ...bases],
		kept
	});
}
function storedBase({ name, target }, runs) {
	const [found] = runs.flatMap(({ arms, startedAt }) => arms.flatMap(({ side, name: other, commit, attestation, subject: { target: before } }) => side === "head" && other === name && attestation.ok && before.kind === "disk" ? [{
		target: before,
		asStored: {
			startedAt,
			commit
		}
	}] : []));
	if (found === void 0 || target.kind !== "disk") return [];
	const [now, before] = [target.mode, found.target.mode];
	if (diskModeKey(now) === diskModeKey(before) || pairImpossibility(now, before) !== void 0) return [];
	return [{
		name,
		side: "base",
		...found
	}];
}
/** Base disks that can't be asked the same requests as their heads. */
function unlikePairs(heads, bases, path) {
	return bases.flatMap(({ name, target }) => {
		const head = heads.find((arm) => arm.name === name && arm.side === "head")?.target;
		if (target.kind !== "disk" || head?.kind !== "disk") return [];
		const refused = pairImpossibility(head.mode, target.mode);
		return refused === void 0 ? [] : [{
			path,
			...refused,
			problem: `disk "${name}": ${refused.problem}`
		}];
	});
}
/**
* The jobs of the head's disks and the fixed `host-direct`, each once, without those that were
* asked for anyway.
*/
function matchedHostArms({ suite, arms }) {
	const jobs = arms.flatMap(({ side, target }) => side === "head" && target.kind === "disk" ? [rulesOf(suite).matchedJob(target.mode)] : []);
	if (jobs.length === 0) return [];
	const asked = new Set(arms.filter(({ side }) => side === "host").map(({ name }) => name));
	return [...new Map([{
		direct: true,
		dsync: false
	}, ...jobs].map((job) => [hostJobName(job), job]))].filter(([name]) => !asked.has(name)).map(([name, job]) => ({
		name,
		side: "host",
		target: hostTarget(job)
	}));
}
/**
* A plan in which nothing changed (A/A): each virtual disk of the head, and a base side that is the
* same. Host arms are left out; suite, rounds and all limits are those of the plan.
*/
function twinPlan(plan) {
	const { order: _order, gate: _gate, pairs: _pairs, draws: _draws, ...rest } = plan;
	const heads = disksOf(plan);
	return planRun({
		...rest,
		arms: [...heads, ...heads.map((head) => ({
			...head,
			side: "base"
		}))]
	});
}
/** The virtual disks that a plan judges. */
function disksOf({ arms }) {
	return arms.filter(({ side, target }) => side === "head" && target.kind === "disk");
}

// src/config/policy.ts
/** Tolerance, false-alarm budget, what fails the gate, and what holds for single cells. */
function resolvePolicy({ lookup, config, gate, whereGate }) {
	const { rejections, take } = collectRejections();
	const tolerance = lookup("tolerance");
	const falseAlarm = lookup("false-alarm");
	const failOn = lookup("fail-on");
	const reference = lookup("reference");
	const policy = {
		tolerance: tolerance ? take(parsePercentage(tolerance.where, tolerance.text), 0) : defaultPolicy.tolerance,
		falseAlarm: falseAlarm ? take(parseBudget(falseAlarm.where, falseAlarm.text), .01) : defaultPolicy.falseAlarm,
		failOn: failOn ? take(parseVerdicts(failOn.where, failOn.text), defaultPolicy.failOn) : defaultPolicy.failOn,
		reference: reference ? take(parseWord(reference.where, reference.text, references), "both") : "both",
		cells: [...take(cellsOfConfig(config), []), ...take(gatedCells(gate, whereGate), [])]
	};
	return rejections.length > 0 ? {
		ok: false,
		rejections
	} : accept(policy);
}
function parseBudget(where, text) {
	const fraction = parsePercentage(where, text);
	if (fraction.ok && (fraction.value < 1e-6 || fraction.value > .5)) return reject(where, `"${text}" is not a false-alarm budget`, "use 0.0001% to 50%, such as 1%");
	return fraction;
}
function parseVerdicts(where, text) {
	const words = text.split(",").map((word) => parseWord(where, word.trim(), failingVerdicts));
	const rejections = words.flatMap((word) => word.ok ? [] : word.rejections);
	if (rejections.length > 0) return {
		ok: false,
		rejections
	};
	const named = words.flatMap((word) => word.ok ? [word.value] : []);
	const lacking = defaultPolicy.failOn.find((verdict) => !named.includes(verdict));
	if (lacking === void 0) return accept([...new Set(named)]);
	return reject(where, `"${text}" would let ${lacking} cells pass`, "write regressed,missing or regressed,missing,inconclusive");
}
function cellsOfConfig(config) {
	const { rejections, take } = collectRejections();
	const cells = (config?.content.policy?.cells ?? []).map(({ tolerance, ...cell }, index) => {
		if (tolerance === void 0) return cell;
		const where = config?.where([
			"policy",
			"cells",
			index,
			"tolerance"
		]) ?? "";
		return {
			...cell,
			tolerance: take(parsePercentage(where, tolerance), 0)
		};
	});
	return rejections.length > 0 ? {
		ok: false,
		rejections
	} : accept(cells);
}

// src/config/suite.ts
/**
* The suite that is asked for, with its profile and those of its workloads that are wanted:
* `instead` where nobody names one, and all workloads.
*/
function resolveSuite(lookup, instead) {
	const whole = wholeSuite(lookup, instead);
	if (whole.ok) return withWorkloads(whole.value, lookup);
	const ofAny = chosenWorkloads(suiteKinds().map((kind) => kind.make()), lookup);
	return {
		ok: false,
		rejections: [...whole.rejections, ...ofAny.ok ? [] : ofAny.rejections]
	};
}
function wholeSuite(lookup, instead) {
	const stated = lookup("suite");
	const names = suiteKinds().map(({ name }) => name);
	const name = stated === void 0 ? accept(instead) : parseWord(stated.where, stated.text, names);
	const kind = name.ok ? kindNamed(name.value) : void 0;
	const profile = lookup("profile");
	if (kind !== void 0 && profile !== void 0 && kind.profiles.length === 0) {
		const remedy = `leave it out, or measure with suite ${suiteKinds().filter(({ profiles }) => profiles.length > 0).map((one) => one.name).join(" or ")}`;
		return reject(profile.where, `the ${kind.name} suite has no profiles`, remedy);
	}
	const words = kind?.profiles ?? [...new Set(suiteKinds().flatMap(({ profiles }) => profiles))];
	const word = profile === void 0 ? accept(void 0) : parseWord(profile.where, profile.text, words);
	if (name.ok && word.ok && kind !== void 0) return accept(kind.make(word.value));
	return {
		ok: false,
		rejections: [name, word].flatMap((one) => one.ok ? [] : one.rejections)
	};
}
/**
* Always in the suite's order, whatever the order in which they are named: the same choice is the
* same suite.
*/
function withWorkloads(suite, lookup) {
	const words = chosenWorkloads([suite], lookup);
	if (!words.ok) return words;
	return accept({
		...suite,
		workloads: suite.workloads.filter(({ name }) => words.value?.includes(name) ?? true)
	});
}
/**
* The names that are asked for, which must be workloads of one of the suites; undefined where
* nobody names any.
*/
function chosenWorkloads(suites, lookup) {
	const stated = lookup("workloads");
	if (stated === void 0) return accept(void 0);
	const known = suites.flatMap(({ workloads }) => workloads.map(({ name }) => name));
	const words = stated.text.split(",").map((text) => parseWord(stated.where, text.trim(), known));
	const rejections = words.flatMap((word) => word.ok ? [] : word.rejections);
	if (rejections.length > 0) return {
		ok: false,
		rejections
	};
	return accept(words.flatMap((word) => word.ok ? [word.value] : []));
}

// src/config/settings.ts
/**
* Flags, inputs and config as settings; everything that is wrong is rejected at once, each with its
* place.
*/
function resolveSettings(request) {
	const file = request.configFile === void 0 ? void 0 : parseConfigFile(request.configFile);
	if (file !== void 0 && !file.ok) return file;
	const config = file?.value;
	const lookup = lookupIn(request.raw, {
		origin: request.origin,
		config
	});
	const { rejections, take } = collectRejections(config?.rejections);
	const read = (name, parse, fallback) => {
		const stated = lookup(name);
		return stated === void 0 ? fallback : take(parse(stated.where, stated.text), fallback);
	};
	const asked = (request.raw.disks ?? []).filter((spec) => spec.trim() !== "");
	const named = asked.length > 0 || namesDisks(config);
	const chosen = resolveSuite(lookup, named ? suiteInstead.disks : suiteInstead.noDisks);
	const suite = take(chosen, suiteNamed("fio"));
	const { unit, rounds, budget, writeBudget } = rulesOf(suite);
	const disks = resolveDisks({
		specs: request.raw.disks,
		config,
		suite,
		where: nameOf$1(request.origin, "disk")
	});
	const heads = take(disks.ok ? accept(disks.value.arms) : disks, void 0);
	const parts = resolveParts(lookup);
	const bases = take(resolveBaseDisks({
		specs: request.raw.baseDisks ?? [],
		suite,
		where: nameOf$1(request.origin, "base-disk"),
		heads,
		wholeSide: parts.whereBase
	}), []);
	if (unit === "pair") rejections.push(...unlikePairs(heads ?? [], bases, nameOf$1(request.origin, "base-disk")));
	const gating = {
		config,
		gate: request.raw.gate ?? [],
		whereGate: nameOf$1(request.origin, "gate")
	};
	const policy = take(resolvePolicy({
		lookup,
		...gating
	}), defaultPolicy);
	const ofConfig = asked.length > 0 ? void 0 : config?.content.disks;
	const names = heads === void 0 ? ofConfig && Object.keys(ofConfig) : headNames(heads);
	rejections.push(...unmatchedGates({
		...gating,
		disks: names,
		suite: chosen.ok ? suite : void 0
	}));
	const numbers = {
		rounds: read("rounds", countWithin(1, 100), rounds),
		randomSeed: read("random-seed", countWithin(0, 2 ** 32 - 1), request.randomSeed),
		budget: read("budget", parseDuration, budget),
		writeBudget: read("write-budget", parseSize, writeBudget)
	};
	const site = {
		directory: lookup("directory")?.text ?? `${request.workspace}/.storage-gate/work`,
		createDirectory: lookup("directory") === void 0,
		accelerator: read("accel", oneOf("auto", "kvm", "tcg"), "auto"),
		...parts.head,
		base: parts.base,
		allowTmpfs: read("allow-tmpfs", oneOf("true", "false"), "false") === "true",
		cpus: read("cpus", countWithin(1, 8), void 0),
		lockWait: read("lock-wait", (where, text) => parseDuration(where, text, 0), 600),
		lockFile: `${request.workspace}/storage-gate.lock`
	};
	if (rejections.length > 0 || !disks.ok) return {
		ok: false,
		rejections
	};
	const picked = (request.raw.disks ?? []).length > 0;
	return accept({
		plan: planRun({
			suite,
			arms: [...disks.value.arms, ...bases],
			...numbers,
			kept: request.kept === true || policy.reference === "stored",
			twoGuests: parts.base !== void 0,
			givenParts: [parts.head, parts.base ?? {}].some((given) => Object.values(given).some((part) => part !== void 0)),
			...picked && { armsPicked: true }
		}),
		policy,
		site: {
			...site,
			hostDirectories: disks.value.hostDirectories
		},
		baseline: lookup("baseline")?.text
	});
}
/**
* The settings, or one error that lists every rejection: `bad-argument`, or `bad-config` where a
* config file is at fault.
*/
function requireSettings(request) {
	return valueOf(resolveSettings(request), request.configFile);
}
function valueOf(outcome, configFile) {
	if (outcome.ok) return outcome.value;
	throw refusal(outcome.rejections, configFile);
}
/** Whether a config file says which disks there are, be it badly. */
function namesDisks(config) {
	return config !== void 0 && (config.content.disks !== void 0 || lacksDisks(config));
}
function headNames(arms) {
	return arms.flatMap(({ name, side }) => side === "head" ? [name] : []);
}
/** How runs are judged, where nothing is to be measured; gates must name cells of `run`. */
function requirePolicy(request, runs) {
	return valueOf(resolveJudging(request, runs), request.configFile);
}
/**
* The same as an outcome, for a config that is not the user's own to fix: that of a base commit.
*/
function resolveJudging(request, runs) {
	const { raw, configFile, origin } = request;
	const file = configFile === void 0 ? void 0 : parseConfigFile(configFile);
	if (file !== void 0 && !file.ok) return file;
	const config = file?.value;
	const lookup = lookupIn(raw, {
		origin,
		config
	});
	const gating = {
		config,
		gate: raw.gate ?? [],
		whereGate: nameOf$1(origin, "gate")
	};
	const policy = resolvePolicy({
		lookup,
		...gating
	});
	const rejections = [
		...config?.rejections ?? [],
		...policy.ok ? [] : policy.rejections,
		...runs.flatMap(({ arms, plan: { suite } }) => unmatchedGates({
			...gating,
			disks: headNames(arms),
			suite
		}))
	];
	if (rejections.length > 0 || !policy.ok) return {
		ok: false,
		rejections
	};
	return accept({
		policy: policy.value,
		baseline: lookup("baseline")?.text
	});
}
function countWithin(least, most) {
	return (where, text) => parseCount(where, text, {
		least,
		most
	});
}
function oneOf(...words) {
	return (where, text) => parseWord(where, text, words);
}

// src/process/pause.ts
/** Waits for a number of seconds; throws the signal's own reason if it is cancelled meanwhile. */
async function pause(seconds, signal) {
	try {
		await setTimeout$1(seconds * 1e3, void 0, { signal });
	} catch (error) {
		signal?.throwIfAborted();
		throw error;
	}
}
/**
* What `work` ends with; after the patience the error that `late` makes, or the signal's reason.
*/
function within(work, { timeout, signal }, late) {
	const { promise, resolve, reject } = Promise.withResolvers();
	const timer = setTimeout(() => reject(late()), timeout * 1e3);
	const onAbort = () => reject(signal?.reason);
	signal?.addEventListener("abort", onAbort, { once: true });
	if (signal?.aborted === true) onAbort();
	work.then(resolve, reject);
	return promise.finally(() => {
		clearTimeout(timer);
		signal?.removeEventListener("abort", onAbort);
	});
}
/** The signal of whichever comes first. */
function anySignal(...signals) {
	return AbortSignal.any(signals.filter((signal) => signal !== void 0));
}

// src/process/owner.ts
/**
* Identity of a process that outlives its pid: pids are used again, their start times within one
* boot are not. `startTime` is in clock ticks from the host's boot. `namespace` is the pid
* namespace in which `pid` is counted: containers may share a directory, but not their pids. So may
* hosts, and only the boot's digits tell them apart for sure: images of machines are cloned.
*/
const ownerSchema = object({
	pid: int().positive(),
	startTime: string(),
	bootId: string(),
	namespace: string(),
	host: string().optional()
});
/** This process as an owner; empty is what /proc does not tell of it. */
async function currentOwner() {
	const { pid } = process;
	return {
		pid,
		startTime: await startTimeOf(pid) ?? "",
		bootId: await readBootId() ?? "",
		namespace: await readlink("/proc/self/ns/pid").catch(() => ""),
		host: await readFile("/etc/machine-id", "utf8").then((text) => text.trim(), () => hostname())
	};
}
/**
* Whether a process still lives; `unknown` for one of another boot, host or pid namespace, and
* where /proc does not tell.
*/
async function ownerState(owner) {
	const own = await currentOwner();
	for (const part of ["bootId", "namespace"]) if (own[part] === "" || owner[part] !== own[part]) return "unknown";
	if (own.startTime === "") return "unknown";
	return await startTimeOf(owner.pid) === owner.startTime ? "alive" : "dead";
}
/** The owner that a text of JSON names; undefined where it names none. */
function parseOwner(text) {
	return ownerSchema.safeParse(parseJson(text)).data;
}
/** Digits that change with each boot of the host; undefined where the kernel does not tell. */
async function readBootId() {
	return (await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "")).trim() || void 0;
}
/** Field 22 of /proc/PID/stat (proc(5)); undefined where the process is gone or a zombie. */
async function startTimeOf(pid) {
	const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => void 0);
	const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
	const state = fields?.[0];
	return state === "Z" || state === "X" ? void 0 : fields?.[19];
}
/**
* Variable that a run puts into the environment of everything it starts; children of children
* inherit it.
*/
const markVariable = "STORAGE_GATE_MARK";
/**
* Marks every process that this one starts from now on, and returns the mark; our own
* /proc/PID/environ does not show it.
*/
function markChildren(env) {
	const mark = randomUUID();
	env[markVariable] = mark;
	return mark;
}
/** The process as it is now; undefined where it has ended. A zombie counts as ended. */
async function identify(pid) {
	const started = await startTimeOf(pid);
	return started === void 0 ? void 0 : {
		pid,
		started
	};
}
/**
* Kills what still runs with `mark`, and `owner` if it still is the process that it was. Returns
* the ids of those killed, once they have ended; after three seconds it returns anyway. Processes
* that we may not look at are not ours.
*/
async function endLeftovers(o) {
	const found = [o.owner, ...await markedProcesses(o.mark)];
	const leftovers = [];
	for (const process of found) if (process && await isAlive(process)) leftovers.push(process);
	for (const leftover of leftovers) await kill(leftover);
	const deadline = Date.now() + 3e3;
	while (Date.now() < deadline && (await Promise.all(leftovers.map(isAlive))).some(Boolean)) await pause(.02);
	return leftovers.map(({ pid }) => pid);
}
async function markedProcesses(mark) {
	const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid).map(Number);
	return Promise.all(pids.map(async (pid) => await carries(pid, mark) ? identify(pid) : void 0));
}
async function carries(pid, mark) {
	return (await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "")).split("\0").includes(`${markVariable}=${mark}`);
}
async function isAlive({ pid, started }) {
	return await startTimeOf(pid) === started;
}
async function kill(identity) {
	if (!await isAlive(identity)) return;
	try {
		process.kill(identity.pid, "SIGKILL");
	} catch {}
}

// src/process/scratch.ts
const ownerFile = ".owner.json";
const namePattern = /^\.storage-gate-[A-Za-z0-9]{6}$/;
/**
* Seconds after which a scratch without a readable owner is no longer one that is just being made.
*/
const creationSeconds = 60;
/**
* Seconds after which a scratch counts as abandoned whose owner we can't see: that of another host,
* boot or pid namespace.
*/
const unknownOwnerSeconds = 86400;
const unremoved = [];
/** What the system said of what could not be removed since this was asked last. */
function takeUnremoved() {
	return unremoved.splice(0);
}
/**
* Makes a directory below `parent` that only we may enter and whose owner is known. That it can't
* be removed at its end ends nothing else (`takeUnremoved`).
*/
async function createScratch({ parent }) {
	const path = await mkdtemp(join(await realpath(parent), ".storage-gate-"));
	const scratch = {
		path,
		[Symbol.asyncDispose]: () => removeScratch(path).catch((error) => void unremoved.push(messageOf(error)))
	};
	await using resources = new AsyncDisposableStack();
	resources.use(scratch);
	await writeFile(join(path, ownerFile), JSON.stringify(await currentOwner()), { mode: 384 });
	resources.move();
	return scratch;
}
/**
* A scratch for unix sockets, whose paths may be 107 bytes long: the usual scratch may lie deep
* (RUNNER_TEMP), so this one is made in the first short directory of the user's runtime directory,
* the system's temporary directory and /tmp.
*/
async function createSocketScratch() {
	for (const parent of socketParents()) {
		const scratch = await createScratch({ parent }).catch(() => void 0);
		if (scratch !== void 0) return scratch;
	}
	return createScratch({ parent: "/tmp" });
}
/**
* Removes the scratches below `parent` whose owner no longer lives, and returns their paths; those
* of a living owner stay. Abandoned socket scratches go with them. `tell` hears of those of which
* nobody here can say whether their owner lives.
*/
async function removeAbandonedScratch(parent, tell = () => void 0) {
	for (const sockets of socketParents()) if (sockets !== parent) await sweep(sockets, tell);
	return sweep(parent, tell);
}
/** The owner goes last: of what is left by one who is killed meanwhile it tells that it may go. */
async function removeScratch(path) {
	const names = await readdir(path).catch(() => []);
	for (const name of [...names.filter((each) => each !== ownerFile), ""]) await rm(join(path, name), {
		recursive: true,
		force: true,
		maxRetries: 3
	});
}
function socketParents() {
	const short = [
		process.env["XDG_RUNTIME_DIR"],
		tmpdir(),
		"/tmp"
	].filter((path) => path?.startsWith("/") && Buffer.byteLength(path) <= 79);
	return [...new Set(short)].filter((path) => path !== void 0);
}
async function sweep(parent, tell) {
	const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
	const removed = [];
	for (const entry of entries) {
		if (!entry.isDirectory() || !namePattern.test(entry.name)) continue;
		const path = join(parent, entry.name);
		try {
			if (!await isAbandoned(path, tell)) continue;
			await removeScratch(path);
			removed.push(path);
		} catch {}
	}
	return removed;
}
async function isAbandoned(path, tell) {
	const { mtimeMs, uid } = await stat(path);
	if (uid !== process.getuid?.()) return false;
	const age = (Date.now() - mtimeMs) / 1e3;
	const text = ownerTextIn(path);
	const owner = parseOwner(text);
	if (owner === void 0) return age > creationSeconds && await isBare(path);
	const state = await ownerState(owner);
	if (state !== "unknown") return state === "dead";
	if (age > unknownOwnerSeconds) return true;
	tell(`left alone for a day: ${path}, of another host, boot or container (${text})`);
	return false;
}
function ownerTextIn(path) {
	try {
		return readBounded(join(path, ownerFile), { most: 4096 }).toString();
	} catch {
		return "";
	}
}
/**
* Without an owner only what was left before anything was put into it: a user's directory may have
* such a name.
*/
async function isBare(path) {
	return (await readdir(path)).every((name) => name === ownerFile);
}
/**
* Writes a file whole or not at all: until then it stays what it was. A pipe, a device or a file in
* a directory that we may not write is written as it is.
*/
async function writeWhole(path, text, mode) {
	const real = await realpath(path).catch(() => path);
	const before = await stat(real).catch(() => void 0);
	const parent = dirname(real);
	await removeAbandonedScratch(parent);
	const scratch = before?.isFile() === false ? void 0 : await createScratch({ parent }).catch(() => void 0);
	if (scratch === void 0) return writeFile(real, text);
	await using _scratch = scratch;
	const aside = join(scratch.path, "whole");
	await writeFile(aside, text, {
		flush: true,
		mode: mode ?? before?.mode ?? 438
	});
	await rename(aside, real);
}
/**
* Makes a directory and those above it; whether any was made. One by one: node's own `recursive`
* never ends where a filesystem answers ENOENT to mkdir (procfs).
*/
async function makeDirectories(directory, mode = 511) {
	try {
		await mkdir(directory, mode);
		return true;
	} catch (error) {
		const [isThere, parent] = [hasCode(error, "EEXIST"), dirname(directory)];
		if (isThere && (await stat(directory)).isDirectory()) return false;
		if (!hasCode(error, "ENOENT") || parent === directory) throw error;
		await makeDirectories(parent, mode);
		await mkdir(directory, mode).catch((cause) => {
			if (!hasCode(cause, "EEXIST")) throw cause;
		});
		return true;
	}
}
/** Makes the directory of a cache; where its place is unknown or unusable, says what to set. */
async function makeCache(path) {
	const remedy = "set XDG_CACHE_HOME (in the action RUNNER_TOOL_CACHE, RUNNER_TEMP) to a directory that this user may write";
	if (!isAbsolute(path)) throw new GateError("bad-directory", {
		problem: "there is no place for the cache: HOME names none",
		remedy
	});
	await makeDirectories(path, 448).catch((cause) => {
		throw toldOf(cause, {
			remedy,
			path
		});
	});
}
/**
* Makes a directory that only we can write, where there is none. Refuses one that another user
* could write: on a persistent runner, the code of a pull request could put there what the default
* branch then boots and records.
*/
async function claimDirectory(path) {
	await makeCache(path);
	await refuseForeign(path);
}
/**
* `guest-build` where `path` is a symbolic link, belongs to neither us nor root, or may be written
* by its group or all.
*/
async function refuseForeign(path) {
	const stats = await lstat(path);
	const { mode, uid } = stats;
	const user = process.getuid?.() ?? 0;
	const why = [
		stats.isSymbolicLink() && "it is a symbolic link",
		uid !== user && uid !== 0 && `it belongs to user ${uid}`,
		(mode & 18) !== 0 && `its mode is ${(mode & 4095).toString(8)}`
	].find((fault) => fault !== false);
	if (why === void 0) return;
	const problem = `the guest cache ${path} is writable by other users`;
	throw new GateError("guest-build", {
		problem,
		why,
		remedy: "delete it, or, if you trust its content, make it yours alone with chown and chmod go-w",
		path
	});
}

// src/report/caveats.ts
/** Every doubt about a run and its judgement, each once. */
function caveatTexts(run, { caveats }) {
	return [.../* @__PURE__ */ new Set([...run.caveats.map(caveatText), ...caveats.map(doubtText)])];
}
/** A doubt about a run. */
function caveatText(caveat) {
	switch (caveat.kind) {
		case "emulated": return `software emulation (TCG), not KVM: ${caveat.said}`;
		case "boot-retried": {
			const { round, side, said } = caveat;
			return `${round === void 0 ? "preparation" : roundText(round)}: ${side === void 0 ? "the guest" : `the ${side} side's guest`} was booted twice, because its first boot failed: ${said}`;
		}
		case "unsettled": {
			const { round, after, bytes, seconds } = caveat;
			return `${armText(caveat)}${roundText(round)}, after ${after.join(", ")}: ${formatBytes(bytes)} were still unwritten after ${formatDuration(seconds)}, and may have slowed the next workload`;
		}
		case "unattested": {
			const { round, used, evidence } = caveat;
			const when = `${roundText(round)}, after ${used ? "measuring" : "attaching"}`;
			return `${armText(caveat)}${when}: the disk mode is not in force; ${contradictionsIn(evidence).join("; ")}`;
		}
		case "failed": return `${armText(caveat)}${roundText(caveat.round)}, ${caveat.workload}: ${caveat.said}`;
		case "limits-unread": return `whether a limit holds the disks is not fully known, since these can't be read: ${caveat.unknown.join(", ")}`;
		case "unseen": return caveat.what === "drive" ? "what others do on the drive is not seen: the kernel counts no traffic of it" : "whether earlier runs live is not seen: /proc tells no boot of this host";
		case "variables-dropped": return `not handed to QEMU and the tools, since they alter them: ${caveat.names.join(", ")}`;
		case "left-behind": return `what this run made could not all be removed, and the next one tries again: ${caveat.said}`;
		default: return caveat;
	}
}
/** A doubt about a judgement, or what its reader must know beside the cells. */
function doubtText(doubt) {
	switch (doubt.kind) {
		case "ended-by": return `the ${doubt.budget === "time" ? "time" : "write"} budget ended the run before its planned rounds`;
		case "others-load": return `${loadText(doubt)} in ${doubt.rounds} of ${formatCount(doubt.of, "round")}`;
		case "few-runs": {
			const { runs, until, deviation } = doubt;
			const more = runs === 1 ? "" : ", or more where they show it";
			return `with ${formatCount(runs, "earlier run")} the run-to-run variation is unknown: a standard deviation of ${formatRate(deviation)} is assumed until there are ${until}${more}`;
		}
		case "left-out": return `of the stored runs ${leftOutText(doubt.why, doubt.runs)}`;
		case "other-load": {
			const { runs } = doubt;
			return `${formatCount(runs, "stored run")} ${runs === 1 ? "was" : "were"} measured under other load, and left out`;
		}
		case "host-shifted": return `the host changed${sinceText$1(doubt)}, and not its disks beside the yardstick: ${cellsText(doubt.cells)}`;
		case "damaged": {
			const { files } = doubt;
			const were = files.length === 1 ? "file was" : "files were";
			const named = files.map(({ path, said }) => `${path}: ${said}`);
			return `${files.length} stored ${were} skipped: ${formatClauses(named, 3)}`;
		}
		case "several-gates": return reasonText(doubt);
		case "unplaced": return unplacedText(doubt);
		case "unmatched-policy": {
			const { disk = "any disk", workload = "any workload", metric = "any metric" } = doubt;
			return `the policy for ${disk}, ${workload}, ${metric} matches no cell of this run`;
		}
		case "level-changed": return `the level changed${sinceText$1(doubt)}: ${cellsText(doubt.cells)}`;
		case "branch-below": return `the default branch is below its accepted level${sinceText$1(doubt)} (not caused by this change): ${cellsText(doubt.cells)}`;
		case "branch-declines": return `the default branch is slowing down gradually, over the last ${doubt.runs} runs: ${cellsText(doubt.cells)}`;
		case "guarded": {
			const { arm, workload, metric } = doubt.cell;
			return `${arm} ${workload} ${metric}: ${guardText(doubt.by)}, in ${doubt.rounds} of ${formatCount(doubt.of, "round")}`;
		}
		case "outliers": {
			const rounds = doubt.rounds.map(({ round, change }) => `round ${round} (${formatChange(change)})`);
			return `${valueText(doubt)} stands out from the other rounds in ${rounds.join(", ")}`;
		}
		case "drift": return `${valueText(doubt)} drifted by ${formatChange(doubt.change)} from the first round to the last`;
		default: return doubt;
	}
}
function loadText({ part, most, processors }) {
	switch (part) {
		case "processors": return `other processes used up to ${most.toFixed(1)} of ${formatCount(processors, "processor")}`;
		case "steal": return `the hypervisor gave up to ${formatRate(most)} of the time to others`;
		case "drive": return `others moved up to ${formatBytes(most)}/s on the drive`;
		default: return part;
	}
}
function unplacedText({ why, commit, taken }) {
	const base = commit.slice(0, 12);
	const others = formatList(taken.map((one) => one.slice(0, 12)), 5);
	switch (why) {
		case "shallow": return `the checkout is shallow, so it is not known which stored runs are older than ${base}: the newest are the baseline, including ${others}`;
		case "unknown": return `the commits before ${base} are not known here, so the newest stored runs are the baseline, of ${others}: what differs may be part of the change`;
		case "none": return `no stored run is of ${base} or one of its ancestors, so the newest are the baseline, of ${others}: what differs may be part of the change`;
		default: return why;
	}
}
function armText({ arm, side }) {
	if (arm === void 0) return "";
	return `${side === "base" || side === "yardstick" ? `${arm} (${side})` : arm}: `;
}
function valueText({ cell, live }) {
	const { arm, workload, metric } = cell;
	return `${arm} ${workload} ${metric}: ${live ? "the change against its base" : "the value"}`;
}
function cellsText(cells) {
	const named = cells.map(({ arm, workload, metric, change }) => [
		arm,
		workload,
		...metric === "throughput" ? [] : [metric],
		pointed(change)
	].join(" "));
	return formatList(named, 3);
}

// src/report/tables.ts
/**
* What a reader calls a run's workloads: `rndrd` -> `random read`; an unknown one keeps its name.
* Writes that a cap ended are a burst, which a drive may take faster than what it does all day.
*/
function titlesOf({ plan: { suite, pairs = [] } }) {
	const bursts = new Set(pairs.flatMap(({ slices = [] }) => slices.flatMap((one) => one.burst ? [one.workload] : [])));
	const titles = new Map(suite.workloads.map(({ name, title }) => [name, `${title}${bursts.has(name) ? ", burst" : ""}`]));
	return (workload) => titles.get(workload) ?? workload;
}
/** Computes the table of a run. */
function throughputTable(run) {
	const arms = indexedArms(run);
	const titleOf = titlesOf(run);
	const ordered = [...arms.filter(({ arm }) => arm.side === "host"), ...arms.filter(({ arm }) => arm.side !== "host")];
	return {
		columns: run.plan.suite.workloads.map(({ name }) => titleOf(name)),
		units: rulesOf(run.plan.suite).workloads.map(({ iopsSize }) => iopsSize === void 0 ? "MiB/s" : "IOPS"),
		rows: ordered.map(({ arm, index }) => ({
			label: rowLabel(arm),
			cells: cellsOf$1(run, arm, index)
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
function cellsOf$1(run, arm, index) {
	const rules = rulesOf(run.plan.suite);
	const host = matchedHost(run, arm, rules);
	return rules.workloads.map(({ name: workload, iopsSize }) => {
		const sample = sampleOf(run, {
			armIndex: index,
			workload,
			metric: "throughput"
		});
		if (sample.kind === "missing") return {
			kind: "missing",
			reason: reasonText(sample.reason)
		};
		const ratio = host === void 0 ? void 0 : ratioOf(run, {
			over: index,
			under: host.index,
			workload
		});
		return {
			kind: "value",
			throughput: sample.centre,
			...iopsSize !== void 0 && { iops: sample.centre / iopsSize },
			ratio: ratio?.kind === "ratio" ? ratio.ratio : void 0,
			spread: sample.n < 2 ? void 0 : Math.expm1(sample.logDeviation)
		};
	});
}
function ratioNote(run) {
	const rules = rulesOf(run.plan.suite);
	const pairs = run.arms.flatMap((arm) => {
		const host = matchedHost(run, arm, rules);
		return host === void 0 ? [] : [{
			disk: rowLabel(arm),
			host: rowLabel(host.arm)
		}];
	});
	if (pairs.length === 0) return void 0;
	const groups = [...new Set(pairs.map(({ host }) => host))].map((host) => `${pairs.filter((pair) => pair.host === host).map(({ disk }) => disk).join(", ")} to ${host}`);
	const once = rules.addsHostJobs ? " (host jobs that were not requested: first round only)" : "";
	return `ratio to the matched host row: ${groups.join("; ")}${once}`;
}
/** Latency at depth 1 and what QEMU's processor time costs, for suites that have them. */
function detailTables(run) {
	if (!rulesOf(run.plan.suite).hasDetails) return [];
	return [tableOf(run, "Latency at depth 1", [
		"latency-mean",
		"latency-p50",
		"latency-p99",
		"latency-p999"
	]), tableOf(run, "Processor time of QEMU", ["cpu-per-io", "cpu-per-gib"])].filter(({ columns, rows }) => columns.length > 0 && rows.length > 0);
}
function tableOf(run, title, metrics) {
	const titleOf = titlesOf(run);
	const columns = run.plan.suite.workloads.flatMap(({ name }) => metrics.filter((metric) => hasValues(run, {
		workload: name,
		metric
	}) && suits(metric, name)).map((metric) => ({
		workload: name,
		title: titleOf(name),
		metric
	})));
	const rows = indexedArms(run).map(({ arm, index }) => ({
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
/** What speaks for or against a claim. */
function evidenceText({ modes, ratios }) {
	return `${modes === void 0 ? "" : `${modesText(modes)}; `}${ratios.map(({ label, ratio }) => `${label} ${ratioText(ratio)}`).join(", ")}`;
}
function modesText(modes) {
	if (modes === "unattested") return "not shown to be in force";
	return modes === "same" ? "one mode, read back from QEMU" : `different modes: ${modes.join(" and ")}`;
}
function ratioText(outcome) {
	if (outcome.kind === "missing") return `unknown (${reasonText(outcome.reason)})`;
	const { ratio, interval, n } = outcome;
	if (interval === void 0) return `${ratioFigure(ratio)}x (one round shows no spread)`;
	return `${ratioFigure(ratio)}x (${ratioFigure(interval.low)}-${ratioFigure(interval.high)}, n ${n})`;
}
function ratioFigure(value) {
	if (value >= 1e3) return ">1000";
	return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
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
			text: rulesOf(plan.suite).description
		},
		{
			name: "caches",
			text: cachesOf(run)
		},
		{
			name: "rounds",
			text: `${formatCount(run.rounds.length, "round")} of ${plan.rounds} planned, ${orderOf(run)}`
		},
		...storedBasesLabel(run),
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
function cachesOf({ arms }) {
	return `buffered rows start with a warm host cache (read once), direct rows with a cold one${arms.some(({ subject }) => subject.target.kind === "disk") ? " (the guest always uses O_DIRECT, so its own cache is bypassed)" : ""}`;
}
function orderOf({ arms, rounds }) {
	return `${rounds.some(({ boots }) => boots.length > 0) ? "each in a freshly booted guest, " : ""}${formatCount(arms.length, "arm")} in counterbalanced order`;
}
/** How a cell moved since the stored runs; empty where nobody knows, or `change` says it. */
function sinceText({ since, reference }) {
	if (since === void 0 || reference === "stored runs" && since.ratio === void 0) return "";
	return `${since.ratio === void 0 ? "" : `${pointed(since.ratio)}, `}level ${pointed(since.level)}`;
}
/**
* What the host did since the stored runs, and what was measured of the change beside it: medians
* of the gated cells. Undefined where no cell has both.
*/
function hostSentence({ cells }) {
	const both = cells.flatMap(({ gated, since, change, reference }) => gated && reference === "live base" && since?.host !== void 0 && change !== void 0 ? [{
		host: since.host,
		change
	}] : []);
	if (both.length === 0) return void 0;
	const middle = (of) => pointed(both.map((one) => one[of]).toSorted((a, b) => a - b)[Math.floor(both.length / 2)] ?? 0);
	const medians = both.length === 1 ? "" : ` (medians of ${both.length} cells)`;
	return `the host moved ${middle("host")} since the stored baseline, this change ${middle("change")}${medians}`;
}
/** Which base sides are not of this commit: disks as a stored run had them. */
function storedBasesOf({ plan }) {
	return plan.arms.flatMap(({ name, asStored }) => asStored ? [{
		name,
		...asStored
	}] : []);
}
function storedBasesLabel(run) {
	const named = storedBasesOf(run).map(({ name, startedAt, commit }) => `${name} as stored at ${commit?.slice(0, 12) ?? "no commit"} (${formatMoment(startedAt)})`);
	return named.length === 0 ? [] : [{
		name: "base",
		text: named.join(", ")
	}];
}
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
/** The verdict of a cell, or of one that is only shown whether it moved, and where to. */
function markOf({ verdict, moved, change = 0 }) {
	if (moved === void 0) return verdict;
	return moved ? change < 0 ? "moved, worse" : "moved, better" : "";
}
/**
* What the intervals and the MDE of a report mean, with the number of gated cells that their width
* pays for.
*/
function intervalLegend({ falseAlarm, gatedCells, cells }) {
	if (gatedCells === 0 && cells.some(({ moved }) => moved !== void 0)) return "interval: 95 %, not known where it would say nothing; all rows of a workload share one noise, the median of their variances; moved: the interval excludes no change";
	const share = formatShare(falseAlarm);
	return `interval: wide enough that at most ${share} of unchanged runs are flagged${gatedCells > 1 ? `; ${gatedCells} gated cells share that ${share}` : ""}; MDE: the smallest loss that would have been detected nine times in ten${certified(cells)}`;
}
/**
* Only where a reader meets it: `unchanged` beside an interval that reaches beyond the tolerance
* reads as a slip.
*/
function certified(cells) {
	if (!cells.some(({ gated, verdict, interval, tolerance }) => gated && verdict === "unchanged" && interval !== void 0 && interval.low < -tolerance)) return "";
	return "; unchanged: shown by a separate, narrower 95 % bound, perhaps in an earlier round; this interval may reach beyond the tolerance";
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
	const rounds = "round-to-round (more rounds help)";
	const runs = "run-to-run (more rounds do not help)";
	if (Math.max(...shares) === 0) return `all uncertainty is ${rounds}`;
	const share = range(shares, formatShare);
	if (share === "100 %") return `nearly all uncertainty is ${runs}`;
	return `${share} of the uncertainty is ${runs}, the rest is ${rounds}`;
}
/** The least and the greatest; one of them where they read alike. */
function range(values, format) {
	const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
	return low === high ? low : `${low} to ${high}`;
}

// src/report/escape.ts
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

// src/judge/judgement.ts
/**
* A judgement whose regressed cells do not fail the gate any more. They stay regressed and are
* shown as such; a cell that is missing, or has any other verdict of `failOn`, fails it as before:
* nobody knew of that when the loss was accepted.
*/
function acceptLosses(judgement, { acceptance, failOn }) {
	if (judgement.verdict !== "regressed") return judgement;
	const others = judgement.cells.filter(({ gated, verdict }) => gated && verdict !== "regressed");
	return {
		...judgement,
		passed: !isFailing(others.map(({ verdict }) => verdict), failOn),
		accepted: acceptance
	};
}
/** Whether a cell has nothing that it could be compared with. */
function lacksReference({ verdict, base }) {
	return verdict === "inconclusive" && base === void 0;
}

// src/report/headline.ts
/** Composes the headline of a judgement; `titleOf` gives the reader's name of a workload. */
function headlineOf(judgement, titleOf) {
	const gated = judgement.cells.filter((cell) => cell.gated);
	const words = {
		judgement,
		gated,
		titleOf
	};
	const found = gated.length === 0 ? nothingGated(judgement) : {
		...wordsFor(words),
		gate: `the gate ${judgement.passed ? "passed" : "failed"}`
	};
	const doubts = judgement.caveats.flatMap((doubt) => doubt.kind === "damaged" ? [`${formatCount(doubt.files.length, "stored document")} can't be read`] : doubt.kind === "left-out" ? [doubtText(doubt)] : []);
	return {
		...found,
		sureness: [found.sureness, ...doubts].filter(Boolean).join("; ")
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
				sureness: first === void 0 ? "" : `first: ${nameOf(first, words)}: ${whyText(first)}`
			};
		}
		case "inconclusive": return inconclusive(words);
		case "improved": return {
			title: "improved",
			sentence: `${having(gated, "improved")} of ${count} improved by more than ${tolerance}, none lost`,
			sureness: budget(words)
		};
		case "unchanged": return {
			title: "unchanged",
			sentence: `none of ${count} lost more than its tolerance (${tolerance})`,
			sureness: "each was shown at 95 % to be no worse, which is stronger than finding no evidence of a loss"
		};
		default: return judgement.verdict;
	}
}
/** Never green in words: whoever reads it must not take it for a measured result. */
function nothingGated(judgement) {
	const { cells, gates, passed } = judgement;
	const shown = cells.filter(isShown);
	const alone = cells.find(lacksReference);
	const moved = shown.filter((cell) => cell.moved === true).length;
	const gate = "nothing was gated";
	return {
		title: gate,
		sentence: shown.length > 0 ? `${moved} of ${formatCount(shown.length, "row")} moved since earlier runs` : alone === void 0 ? "nothing in this run could have failed" : whyText(alone),
		sureness: alone?.reason?.kind === "other-environment" ? `${whyUngated[gates]}; ${nearestHistory(judgement)}` : whyUngated[gates],
		gate: passed ? gate : `${gate}, which the policy fails on`
	};
}
/** Whether a cell is one of a table that is shown and not judged. */
function isShown({ moved, metric }) {
	return moved !== void 0 && metric === "throughput";
}
const whyUngated = {
	"by default": "host rows are never gated, nor are cells that the policy excludes",
	asked: "this suite shows a host as it is, and gates only the cells that a policy names",
	never: "this suite shows levels and never gates"
};
/** Where the nearest history is: its first digits are what `baselines show` wants. */
function nearestHistory({ nearest }) {
	if (nearest === void 0) return "its facts stand in the cells";
	const { fingerprint, startedAt, commit } = nearest;
	const newest = `${formatMoment(startedAt)}${commit === null ? "" : ` at ${commit.slice(0, 12)}`}`;
	return `the nearest is ${fingerprint.slice(0, 12)}, last measured ${newest}`;
}
/**
* The loss that would have been caught in every undecided cell, the largest MDE; or what they lack
* to be compared with.
*/
function inconclusive({ gated, judgement }) {
	const open = gated.filter(({ verdict }) => verdict === "inconclusive");
	const effects = open.flatMap(({ mde }) => mde ?? []);
	const undecided = `${open.length} of ${formatCount(gated.length, "gated cell")} undecided`;
	const alone = open.find(lacksReference);
	if (effects.length === 0 && alone !== void 0) {
		const elsewhere = alone.reason?.kind === "other-environment";
		return {
			title: "not decided",
			sentence: whyText(alone),
			sureness: `${undecided}; ${elsewhere ? nearestHistory(judgement) : "a recorded run becomes the baseline for later runs"}`
		};
	}
	if (effects.length === 0) return {
		title: "not decided",
		sentence: "a single round has no spread, so no loss can be detected",
		sureness: `${undecided}; at least two rounds are needed, six or more are useful`
	};
	if (Math.max(...effects) > .5) return tooWeak({
		open,
		effects,
		undecided
	});
	const least = formatShare(Math.min(...effects));
	return {
		title: "not decided",
		sentence: `this run could have detected a loss of ${formatShare(Math.max(...effects))}`,
		sureness: `${undecided}; in the steadiest of them it could have detected ${least}; more rounds or fewer gated cells would lower both`
	};
}
function whyText({ reason }) {
	return reason === void 0 ? "no reason is known" : reasonText(reason);
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
		sentence: `this run could not have detected even a loss of half${where}: ${formatCount(rounds, "round")} are too few on a host this noisy`,
		sureness: `${undecided}; what would decide them: ${remedies.join(", ")}, or fewer gated cells`
	};
}
/** Whoever reads the verdict should see at once why it blocks nothing. */
function acceptedBy({ accepted }) {
	return accepted === void 0 ? "" : `the loss was accepted by ${accepted.by}: ${accepted.reason}; `;
}
function budget({ judgement, gated }) {
	return `false-alarm budget: ${formatShare(judgement.falseAlarm)} per run, shared by ${formatCount(gated.length, "gated cell")}`;
}
function worstLoss(words) {
	const lost = words.gated.filter(({ verdict }) => verdict === "regressed");
	const lossOf = ({ decidedAt, change }) => decidedAt === void 0 ? 0 : change ?? 0;
	const [worst] = lost.toSorted((a, b) => lossOf(a) - lossOf(b));
	if (worst === void 0) return "no cell";
	const why = worst.reason === void 0 ? "" : ` (${whyText(worst)})`;
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
	const hasSince = cells.some((cell) => sinceText(cell) !== "");
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
		`${cell.headRounds}`,
		...hasSince ? [unbroken(sinceText(cell))] : []
	]);
	const head = [
		"disk",
		"workload",
		"verdict",
		"base",
		"head",
		"change, + is better",
		"interval",
		"MDE",
		"better",
		"rounds",
		...hasSince ? ["since stored"] : []
	];
	const table = markdownTable([head, ...rows], {
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
			"r",
			"r"
		],
		padding: true
	});
	if (shared.length === 0) return table;
	return `${table}\n\n${shared.map((reason, index) => `(${index + 1}) ${escapeMarkdown(reason)}`).join("; ")}.`;
}
/** In the order in which they first appear. */
function sharedReasons(cells) {
	const reasons = cells.flatMap(({ reason }) => reason === void 0 ? [] : [reasonText(reason)]);
	return [...new Set(reasons)].filter((reason) => reasons.indexOf(reason) !== reasons.lastIndexOf(reason));
}
function verdictText(cell, shared) {
	const verdict = markOf(cell);
	if (cell.reason === void 0) return verdict;
	const reason = reasonText(cell.reason);
	const number = shared.indexOf(reason) + 1;
	return number === 0 ? `${verdict}: ${escapeMarkdown(reason)}` : `${verdict}\u00a0(${number})`;
}
/** A number stays on one line with its unit; an interval may break before its second one. */
function unbroken(text) {
	return text.replaceAll(" ", "\xA0").replace("\xA0to\xA0", " to\xA0");
}
/** The table of the blog post, with the notes that it needs; values in MiB/s. */
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
		evidenceText(evidence)
	].map(escapeMarkdown)));
	return fold("Claims of the blog post on this host", `${markdownTable([[
		"claim",
		"workload",
		"outcome",
		"evidence"
	], ...rows])}\n\nRatios are paired by round, with 95 % intervals over n rounds.`);
}
/** Tables beside the main one, each in a fold. */
function detailsOf(tables) {
	return tables.map(({ title, columns, rows }) => {
		const body = rows.map(({ label, cells }) => [escapeMarkdown(label), ...cells]);
		const align = ["l", ...columns.map(() => "r")];
		return fold(title, markdownTable([["", ...columns.map(escapeMarkdown)], ...body], { align }));
	}).join("\n\n");
}
/** A part that opens on a click. */
function fold(summary, body) {
	return `<details><summary>${escapeMarkdown(summary)}</summary>\n\n${body}\n\n</details>`;
}

// src/judge/cell.ts
/** The cells of the run's head and host arms, and of arms that only the base still has. */
function cellsOfRun(request) {
	const { run, policy } = request;
	const of = {
		plan: run.plan,
		measured: measuredMetrics(run),
		policy
	};
	const present = run.arms.filter(({ side }) => side === "head" || side === "host");
	const gone = goneArms(request).flatMap(({ perhaps, ...arm }) => cellsOf(arm, of).map((cell) => ({
		...cell,
		perhaps
	})));
	return {
		present: present.flatMap((arm) => cellsOf(plannedAs(arm), of)),
		gone: gone.filter(({ gated }) => gated)
	};
}
function plannedAs({ name, side, subject: { target } }) {
	return {
		name,
		side,
		target
	};
}
/** The gated cells of a plan, before anything is measured. */
function plannedCells(plan, policy) {
	const of = {
		plan,
		measured: /* @__PURE__ */ new Set(),
		policy
	};
	return plan.arms.flatMap((arm) => cellsOf(arm, of)).filter(({ gated }) => gated);
}
/**
* The base side of a head arm in its own run: measured in the same rounds, on the same host.
* Undefined where there is none.
*/
function liveBaseOf(run, name) {
	const index = run.arms.findIndex((arm) => arm.side === "base" && arm.name === name);
	const arm = run.arms[index];
	return arm === void 0 ? void 0 : {
		arm,
		index
	};
}
/**
* What the base has, in the run or in its config, or the newest run with all its arms, and the head
* has not. A run whose arms were picked by hand neither shows nor misses any of the stored ones.
*/
function goneArms({ run, baseline, policy, hadBefore = [] }) {
	const { runs, newest } = baseline;
	const whole = [...runs, newest].find((earlier) => earlier?.plan.armsPicked !== true);
	const stored = headsOf(run.plan.armsPicked !== true && policy.reference !== "base" ? whole : void 0);
	const bases = run.arms.filter(({ side }) => side === "base" && policy.reference !== "stored");
	const before = new Map([
		...stored,
		...bases.map(plannedAs),
		...hadBefore
	].map((arm) => [arm.name, {
		...arm,
		side: "head"
	}]));
	const heads = headsOf(run);
	const added = heads.filter(({ name }) => !before.has(name));
	return [...before.values()].filter(({ name }) => heads.every((head) => head.name !== name)).map((arm) => ({
		...arm,
		perhaps: likelyPartner(arm, added)
	}));
}
function headsOf(run) {
	return (run?.arms ?? []).filter(({ side }) => side === "head").map(plannedAs);
}
/** The arm that measures the same under another name, or has a name that is hardly another one. */
function likelyPartner(arm, added) {
	return added.find(({ target }) => targetKey(target) === targetKey(arm.target))?.name ?? nearWord(arm.name, added.map(({ name }) => name));
}
/**
* The cells of an arm. Throughput, and a metric whose gate names it, are expected of every workload
* that can have them, measured or not; other metrics where the run has them at all.
*/
function cellsOf({ name: arm, side, target }, { plan, measured, policy: asked }) {
	const rules = rulesOf(plan.suite);
	const policy = policyFor(rules.gates, asked);
	const named = new Set(policy.cells.flatMap(({ metric }) => metric ?? []));
	return rules.workloads.flatMap((workload) => workload.metrics(target).map((metric) => {
		const cell = {
			arm,
			side,
			workload: workload.name,
			metric
		};
		const rule = ruleFor(cell, policy);
		return {
			...cell,
			...rule
		};
	}).filter(({ metric, gated }) => metric === "throughput" || measured.has(metric) || gated && named.has(metric)));
}
function measuredMetrics({ rounds }) {
	return new Set(rounds.flatMap((round) => round.measurements.map(({ metric }) => metric)));
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
	return specOf(name, now.map((field) => ({
		name: field.name,
		value: before.get(field.name) ?? field.value
	})));
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
/**
* Why a disk is red whatever its speed, and whatever host measured it: a lower durability class is
* faster because it promises less. Undefined where it promises as much as before.
*/
function weakerDurability(cell, { run, baseline: { runs, newest }, policy }) {
	const armIn = (other) => other?.arms.find(({ name, side }) => name === cell.arm && side === cell.side);
	const head = armIn(run)?.subject.target;
	const stored = [...runs, newest].map(armIn).find((arm) => arm !== void 0);
	const base = ((policy.reference === "stored" ? void 0 : liveBaseOf(run, cell.arm)?.arm) ?? stored)?.subject.target;
	if (head?.kind !== "disk" || base?.kind !== "disk") return void 0;
	const [now, promised] = [head.mode.cache, base.mode.cache];
	return durabilityClass(now) < durabilityClass(promised) ? {
		kind: "weaker-durability",
		now,
		promised
	} : void 0;
}

// src/report/next-steps.ts
/** What to do next; undefined where there is nothing to be done. */
function nextSteps(run, judgement) {
	const advice = judgement.gatedCells === 0 ? howToGate[judgement.gates] : adviceFor(judgement);
	if (advice === void 0) return void 0;
	return {
		advice,
		command: reproduction(run, judgement),
		intended: intended(judgement)
	};
}
/** Where nothing was gated since the suite shows a host as it is. */
const howToGate = {
	"by default": void 0,
	asked: "To gate a disk, name it in storage-gate.yml (version: 1, disks: { prod: { cache: none } }) and run storage-gate run. Or compare two modes at once: storage-gate run --disk name=prod,cache=none --base-disk name=prod,cache=writeback",
	never: "To gate a disk, measure it with --suite pairs, the suite where none is named"
};
/** Only the level of stored runs can be acknowledged: a base side is measured anew. */
function intended({ accepted, cells }) {
	if (!cells.some(({ gated, verdict, reference }) => gated && verdict === "regressed" && reference === "stored runs") || accepted !== void 0) return void 0;
	return "If the loss is intended, `storage-gate acknowledge --reason TEXT` makes the level of the newest stored runs the accepted one";
}
function adviceFor({ verdict, changes, accepted, passed, cells }) {
	switch (verdict) {
		case "regressed":
			if (accepted !== void 0 && passed) return "Nothing is blocked. The first recorded run after the merge makes the new level the accepted one";
			return `${changes.length > 0 ? "Revert or fix the change" : "Find the cause: no disk mode changed"}, then measure again`;
		case "missing": return "Fix the cells without a value; the reason is next to each";
		case "inconclusive": return cells.some((cell) => cell.gated && cell.verdict === verdict && !lacksReference(cell)) ? `${passed ? "Nothing is blocked. " : ""}To decide it, use more rounds or fewer gated cells` : void 0;
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
	const asked = rulesOf(suite).profile;
	const whole = kindOf$1(suite).make(asked);
	const profile = asked === void 0 ? "" : ` --profile ${asked}`;
	const names = suite.workloads.map(({ name }) => name);
	const chosen = names.length < whole.workloads.length ? ` --workloads ${names.join(",")}` : "";
	return `--suite ${suite.name}${profile}${chosen}`;
}
/**
* The tolerance that this run's noise could have held, and how long it took; undefined where a cell
* is red or was not compared, and where it would be no tolerance.
*/
function heldTolerance(run, { cells }) {
	const gated = cells.filter((cell) => cell.gated);
	const held = gated.flatMap(({ holds }) => holds ?? []);
	const least = Math.max(...held);
	if (gated.some(({ verdict }) => verdict === "regressed") || gated.length === 0 || held.length < gated.length || least > .5) return void 0;
	const { boot, prepare, measure, rest } = run.timing;
	return `in ${formatDuration(boot + prepare + measure + rest)} this run could certify every gated cell at a tolerance of ${Math.ceil(least * 1e3) / 10} %`;
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
function bareVerdict({ verdict, passed, gatedCells }, limit) {
	return `Storage gate: ${gatedCells === 0 ? "nothing was gated" : `${verdict}${passed ? ", passed" : ""}`}${passed ? "" : ", failed"}\n`.slice(0, Math.max(0, limit));
}
/** In the order in which they are read. */
function sectionsOf(content) {
	const { run, judgement, claims } = content;
	const { cells } = judgement;
	const titleOf = titlesOf(run);
	const gated = cells.filter((cell) => cell.gated);
	const other = cells.filter((cell) => !cell.gated);
	const striking = cells.filter(isStriking);
	const isCompared = cells.some(({ base }) => base !== void 0);
	const table = throughputMarkdown(run);
	const others = formatCount(other.length, "cell");
	const legend = `\n\n${legendOf(gated, judgement)}`;
	const foldOf = (title, listed, below) => isCompared && listed.length > 0 ? fold(title, `${cellTable(listed, titleOf)}${below}`) : "";
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
			name: "the host since the baseline",
			rank: 3,
			text: sentenceOf(hostSentence(judgement))
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
			text: detailsOf(detailTables(run))
		},
		{
			name: "all gated cells",
			rank: 4,
			text: foldOf(`All ${gated.length} gated cells`, gated, legend)
		},
		{
			name: "cells that are not gated",
			rank: 9,
			text: foldOf(`${others} not gated`, other, gated.length > 0 ? "" : legend)
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
		},
		{
			name: "what this host could decide",
			rank: 6,
			text: sentenceOf(heldTolerance(run, judgement))
		}
	].filter(({ text }) => text !== "");
}
/** What a reviewer should see without unfolding anything. */
function isStriking(cell) {
	const { gated, verdict, change, tolerance, moved } = cell;
	if (!gated) return moved === true && isShown(cell);
	if ([
		"regressed",
		"improved",
		"missing"
	].includes(verdict)) return true;
	return change !== void 0 && verdict === "inconclusive" && change < -tolerance;
}
function headline({ run, judgement }) {
	const { title, sentence, sureness, gate } = headlineOf(judgement, titlesOf(run));
	const warning = emulationWarning(run);
	return [
		`### Storage gate: ${escapeMarkdown(title)}: ${escapeMarkdown(sentence)}`,
		`**${capitalized(gate)}.** ${capitalized(escapeMarkdown(sureness))}.`,
		...warning === void 0 ? [] : [`> **Note:** ${escapeMarkdown(warning)}.`]
	].join("\n\n");
}
function changesOf({ changes }) {
	if (changes.length === 0) return "";
	const items = changes.map(({ arm, what, from, to }) => escapeMarkdown(`${arm}: ${what} ${from} -> ${to}`));
	return `**What changed since the baseline:** ${formatClauses(items, mostChanges)}`;
}
/**
* Most changes, and most rows of the cells that changed: beyond that nobody reads, and the worst
* would not fit either.
*/
const mostChanges = 20;
const mostLosses = 100;
/**
* The greatest losses first where there are too many for all; otherwise in the order of the run.
*/
function strikingText(cells, titleOf) {
	if (cells.length === 0) return "";
	if (cells.length <= mostLosses) return cellTable(cells, titleOf);
	const worst = cells.toSorted((a, b) => (a.change ?? -1) - (b.change ?? -1)).slice(0, mostLosses);
	return `${cellTable(worst, titleOf)}\n\nThe ${mostLosses} greatest losses of ${cells.length} cells that changed.`;
}
function nextText({ run, judgement }) {
	const next = nextSteps(run, judgement);
	if (next === void 0) return "";
	const advice = `**What to do next:** ${escapeMarkdown(next.advice)}.`;
	if (next.command.length === 0) return advice;
	return [
		`${advice} To repeat it on your own machine, in a directory on the drive under test (\`--directory\`):`,
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
	const texts = caveatTexts(run, judgement);
	if (texts.length === 0) return "";
	const more = texts.length > mostCaveats ? [`- and ${texts.length - mostCaveats} more`] : [];
	const list = [...texts.slice(0, mostCaveats).map((text) => `- ${escapeMarkdown(text)}`), ...more].join("\n");
	if (judgement.verdict === "unchanged" || judgement.verdict === "improved" || texts.length > mostOpenCaveats) return fold(formatCount(texts.length, "caveat"), list);
	return `**Caveats**\n\n${list}`;
}
function legendOf(cells, judgement) {
	return `${[
		changeLegend,
		intervalLegend(judgement),
		...errorSources(cells)
	].map(capitalized).join(". ")}.`;
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
function sentenceOf(text) {
	return text === void 0 ? "" : `${capitalized(text)}.`;
}

// src/core/verdict.ts
/** The verdicts of a cell or a run, worst first, which is their precedence. */
const verdicts = [
	"regressed",
	"missing",
	"inconclusive",
	"improved",
	"unchanged"
];
/** The worst of some verdicts; `inconclusive` where there are none, since nothing was decided. */
function worstVerdict(candidates) {
	return verdicts.find((verdict) => candidates.includes(verdict)) ?? "inconclusive";
}

// src/process/guard.ts
/**
* Keeps the host from ending this process by itself, with a status that means something else: what
* nobody caught is told, a report that can't be written decides the status, and a file that grows
* beyond `ulimit -f` is an error of its write.
*/
function guardProcess(say) {
	process.on("SIGXFSZ", () => void 0);
	process.stderr.on("error", () => void 0);
	process.stdout.on("error", (cause) => {
		if (cause.code === "EPIPE") return;
		const error = toldOf(cause, {
			path: "standard output",
			remedy: "let it go to a file or pipe that takes it, or give --out"
		});
		process.stdout.removeAllListeners("error").on("error", () => void 0);
		process.once("exit", () => {
			process.exitCode = exitStatusOf(error);
		});
		say(describeError(error));
	});
	process.on("uncaughtException", (error) => {
		say(describeError(error));
		process.exit(exitStatusOf(error));
	});
}

export { resolveSettings as $, differingFacts as $n, normalTail as $t, titlesOf as A, formatRatio as An, number as Ar, suiteKinds as At, takeUnremoved as B, isLikeLoad as Bn, object as Br, changeLegend as Bt, markOf as C, formatChange as Cn, durabilityClass as Cr, policyFor as Ct, rowLabel as D, formatList as Dn, rejectionFacts as Dr, kindOf$1 as Dt, evidenceText as E, formatInterval as En, reject as Er, kindNamed as Et, createSocketScratch as F, roundSchema as Fn, boolean as Fr, remedyOfErrno as Ft, readBootId as G, isMember as Gn, unknown as Gr, reasonText as Gt, endLeftovers as H, loadParts as Hn, strictObject as Hr, formatThroughput as Ht, makeCache as I, runIdentity as In, int as Ir, readBounded as It, within as J, looksTaken as Jn, ZodError as Jr, paintFor as Jt, anySignal as K, pairFaults as Kn, url as Kr, alignColumns as Kt, makeDirectories as L, runSchema as Ln, literal as Lr, requireRegular as Lt, caveatTexts as M, formatSpread as Mn, _enum as Mr, sysbenchVersion as Mt, claimDirectory as N, orderedRun as Nn, array as Nr, pairsSuiteSchema as Nt, throughputLegend as O, formatMoment as On, metricNames as Or, rulesOf as Ot, createScratch as P, redactPaths as Pn, base64 as Pr, parseJson as Pt, resolveJudging as Q, canonicalJson as Qn, normalQuantile as Qt, refuseForeign as R, targetKey as Rn, looseObject as Rr, tooLarge as Rt, labelsOf as S, formatBytes as Sn, describeCache as Sr, isMeant as St, storedBasesOf as T, formatDuration as Tn, describeRejection as Tr, judgeClaims as Tt, identify as U, ofLikeLoad as Un, string as Ur, formatValue as Ut, writeWhole as V, loadOf as Vn, record as Vr, formatBare as Vt, markChildren as W, takenByOthers as Wn, tuple as Wr, leftOutTexts as Wt, requirePolicy as X, hostJobName as Xn, studentTQuantile as Xt, namesDisks as Y, cellText as Yn, paragraph as Yt, requireSettings as Z, jobOf as Zn, normalDensity as Zt, costsOf as _, headSampleOf as _n, nodeNames as _r, suggestWord as _t, nextSteps as a, messageOf as an, evidenceOf as ar, inOrder as at, hostSentence as b, sampleOf as bn, cacheFlags as br, require_dist as bt, cellsOfRun as c, reportIt as cn, spaceFacts as cr, shuffled as ct, markdownTable as d, jsonText as dn, fieldValues as dr, settingNames as dt, GateError as en, fingerprintOf as er, disksOf as et, headlineOf as f, logLine as fn, fields as fr, parseDiskMode as ft, escapeMarkdown as g, headIndexOf as gn, diskNames as gr, nearWord as gt, lacksReference as h, headCells as hn, isDefault as hr, diskSpec as ht, heldTolerance as i, hasCode as in, evidenceFault as ir, imageExchange as it, caveatText as j, formatShare as jn, datetime as jr, suiteNamed as jt, throughputTable as k, formatRate as kn, metricOf as kr, suiteInstead as kt, liveBaseOf as l, toldOf as ln, defaultDiskMode as lr, configKeys as lt, acceptLosses as m, plainText as mn, impossibilities as mr, parseWord as mt, worstVerdict as n, exitStatusOf as nn, sha256Hex as nr, withStoredBases as nt, subjectChanges as o, quoteForShell as on, expectationsOf as or, offsetSeed as ot, isShown as p, logLines as pn, imageMode as pr, parseCount as pt, pause as q, looksFor as qn, uuid as qr, capitalized as qt, renderMarkdown as r, exitStatuses as rn, askedOf as rr, imageDoubts as rt, weakerDurability as s, remedyOf as sn, factOf as sr, randomFrom as st, guardProcess as t, describeError as tn, namePattern$1 as tr, twinPlan as tt, plannedCells as u, toolVersion as un, diskModeKey as ur, parseConfigFile as ut, emulationWarning as v, logCentreOf as vn, spelled$1 as vr, mostYaml as vt, sinceText as w, formatCount as wn, accept as wr, ruleFor as wt, intervalLegend as x, valuesOf as xn, cacheModes as xr, isFailing as xt, errorSources as y, meanOf as yn, aioEngines as yr, readYaml as yt, removeAbandonedScratch as z, suiteDigest as zn, number$1 as zr, withoutWaiting as zt };