#!/usr/bin/env python3
"""The forecasting model in numpy, one customer at a time: an independent answer for the tests in Swift.

Ridge core, residual filter bank, seasonal autoregression, weights by held-back error. The steps and
symbols are those of docs/model.md. Written for reading and checking, not for speed; needs numpy.

    forecast(f, y, t0, h) -> yhat, half width of the 80% interval, for steps 1..h

f is the grid (h, D, W, MS, 5min), y its values with NaN where missing, t0 the absolute step number of
y[0], h the horizon. make_fixtures.py asks it for the committed answers.
"""
import os
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np

P = dict(tau=0.1,        # prior sd of one slope change, in series scales per whole history
         knots=20, rows_per_knot=6, s_sd=0.3, year_sd=0.15, year_sd_short=0.3, week_sd=0.5,
         half_life=1.5,  # years (D, h, sub-hour); none for W and MS
         power=16.0, clip=4.0, group=3.0, clip_ar=8.0, fence=10.0, full=60.0, windows=4.0, horizons=5.0, lean=100.0, huber=3.0, wins=6.0, solves=3, c_int=1.75, c_walk=1.61)
YEAR = {"h": 8766.0, "D": 365.25, "W": 365.25 / 7, "MS": 12.0, "5min": 365.25 * 288}
TAIL = {"h": 2016, "D": 400, "W": 300, "MS": 200, "5min": 2880}
SUB = ("h", "5min")
DAMP = np.array([0.0, 0.5, 1.0])
RESET = {"h": 24, "5min": 24, "D": 4, "W": 4, "MS": 4}        # rows of one sign beyond the clip that make a level shift
LAGS = {"h": (1, 2, 22, 23, 24, 25, 26, 167, 168, 169, 170)}   # seasonal autoregression: hourly only


def fourier(f, n):
    """list of (period in rows, harmonic, prior sd)"""
    span, T = n / YEAR[f], []
    if f == "MS":
        return [(12.0, k, P["s_sd"]) for k in range(1, 7)] if n >= 24 else []
    if span >= 0.9:
        K = 10 if span >= 2 else 3 if span >= 0.99 else 2
        if f == "W":
            K = min(K, 6 if span >= 3 else 3)
        if f in SUB:
            K = 6 if span >= 2 else 2
        sd = P["year_sd"] if span >= 2 and f != "W" else P["year_sd_short"]
        T += [(YEAR[f], k, sd / k) for k in range(1, K + 1)]
    if f == "D" and n >= 14:
        T += [(7.0, k, 1.0) for k in (1, 2, 3)]
    if f == "h":
        if n >= 48:
            T += [(24.0, k, k ** -0.5) for k in range(1, 11)]
        if n >= 336:
            T += [(168.0, k, P["week_sd"]) for k in [1, 2, 3] + [7 * j + d for j in (1, 2, 3) for d in (-3, -2, -1, 1, 2, 3)]]
    if f == "5min":
        if n >= 576:
            T += [(288.0, k, k ** -0.5) for k in range(1, 9)]
        if n >= 4032:
            T += [(2016.0, k, 0.3) for k in (1, 2, 3)]
    return T


def design(f, n, h, t0):
    """X (n+h) x p, prior precision (1/sd^2), mask of the trend columns; depends on (f, n, t0, h) only: share it"""
    u = np.arange(n + h)
    X, prec = [np.ones(n + h), (u - (n - 1)) / n], [0.0, 1e-4]
    J = min(int(P["knots"]), n // int(P["rows_per_knot"]))
    for j in range(1, J + 1):
        knot = j * n / (J + 1)
        X.append(np.maximum(u - knot, 0) / n)
        prec.append(P["tau"] ** -2)
    trend = len(X)
    for per, k, sd in fourier(f, n):
        a = 2 * np.pi * k * (u + t0) / per
        X.append(np.cos(a)); prec.append(sd ** -2)
        if abs(per - 2 * k) > 1e-9:
            X.append(np.sin(a)); prec.append(sd ** -2)
    return np.array(X).T, np.array(prec), trend


def core(X, prec, y, hl):
    """ridge with its own noise level: solve, estimate s2, solve, clip residuals, solve.  -> beta, s2"""
    ok = np.nonzero(~np.isnan(y))[0]
    A, z = X[ok], y[ok]
    w = np.ones(len(ok)) if not hl else 0.5 ** ((len(y) - 1 - ok) / hl)
    G, c = (A * w[:, None]).T @ A, (A * w[:, None]).T @ z
    q = 0.1                                                   # s2 on the half-decade grid: a factorisation to share
    for it in range(int(P["solves"])):
        H = G + np.diag(q * prec + 1e-9)
        beta = np.linalg.solve(H, c)
        r = z - A @ beta
        lim = P["huber"] * max(1.4826 * np.median(np.abs(r)), 1e-12)
        rc = np.clip(r, -lim, lim)
        df = max(0.3 * w.sum(), w.sum() - np.trace(np.linalg.solve(H, G)))
        s2 = max((w * rc * rc).sum() / df, 1e-6)
        q = 10.0 ** (np.round(2 * np.log10(s2)) / 2)
        c = (A * w[:, None]).T @ (z - r + rc)             # Huber pseudo-values: the Gram does not change
    return beta, s2


def bank(f, n):
    """filter parameter sets: alpha, beta, g1, g2 (phi = 0.9 where beta > 0)"""
    if f in SUB:
        F = [(a, 0, g1, g2) for a in (0, .01, .03) for g1, g2 in ((0, 0), (.05, .15), (.3, 0), (.5, 0))]
    elif f == "MS":
        F = [(a, b, g, 0) for a, b in ((0, 0), (.1, 0), (.3, 0), (.3, .03)) for g in (0, .25)]
    else:
        F = [(a, b, g, 0) for a, b in ((0, 0), (.03, 0), (.1, 0), (.3, 0), (.7, 0), (.9, .3)) for g in ((0, .2) if f == "D" else (0,))]
    m1, m2 = periods(f)
    F = [x for x in F if (x[2] == 0 or n >= 2 * m1) and (x[3] == 0 or (m2 > 1 and n >= 2 * m2))]
    return np.array(F, float)


def periods(f):
    return {"h": (24, 168), "5min": (288, 1), "D": (7, 1), "W": (1, 1), "MS": (12, 1)}[f]


def run_filter(r, row0, F, sig, m1, m2, stops, reset, trace=None):
    """all sets of F over residuals r (row index of r[0] = row0); -> {stop row count N: state after rows < N}; trace gets (e, l) of every row"""
    al, be, g1, g2 = F.T
    phi = 0.9
    g = len(F)
    l, b, e = np.zeros(g), np.zeros(g), np.zeros(g)
    sx, sxx = np.zeros(g), np.full(g, 1e-12)
    s1, s2 = np.zeros((m1, g)), np.zeros((m2, g))
    lim, was, run, tot = np.full(g, sig), np.zeros(g), np.zeros(g), np.zeros(g)
    out = {}
    for i, v in enumerate(r):
        t = row0 + i
        if np.isnan(v):
            e = 0.8 * e; b = phi * b; l = l + b
        else:
            raw = v - l - phi * b - s1[t % m1] - s2[t % m2]
            new = np.clip(raw, -lim, lim)
            hit = np.sign(raw) * (np.abs(raw) > sig)          # a run of large errors of one sign is a shift, not outliers
            go = hit == was
            run, tot, was = np.abs(hit) * (1 + go * run), np.abs(hit) * (raw + go * tot), hit
            lim = sig * 2.0 ** np.clip(run - 2, 0, 40)
            shift = run >= reset                              # long enough: the level jumps by the mean error of the run
            jump, keep = tot / np.maximum(run, 1), ~shift
            sx += keep * new * e; sxx += keep * e * e
            l = l + phi * b + np.where(shift, jump, al * new)
            b = keep * (phi * b + be * new)
            s1[t % m1] += keep * g1 * new
            s2[t % m2] += keep * g2 * new
            e = np.where(shift, np.clip(raw - jump, -sig, sig), new)
            lim, run, tot, was = np.where(shift, sig, lim), run * keep, tot * keep, was * keep
        if trace is not None:
            trace.append((np.nan if np.isnan(v) else e[0], l[0]))
        if t + 1 in stops:
            out[t + 1] = (l.copy(), b.copy(), e, np.clip(sx / sxx, 0, .98), s1.copy(), s2.copy())
    return out


def autoreg(x, fill, t1, lags, stops, H):
    """x[t] = c + sum_j a_j x[t - lag_j] by ridge least squares over rows t1 .. N-1 for every N in stops (ascending); iterated H steps.
    -> len(stops) x H, or None where the rows before the first stop are fewer than twice the coefficients"""
    lags = np.array(lags); m = lags.max(); p = len(lags) + 1; r0 = t1 + m
    if stops[0] - r0 < 2 * p:
        return None
    rows = np.arange(r0, stops[-1])
    rows = rows[~np.isnan(x[rows])]
    xf = np.where(np.isnan(x), fill, x)
    A, z, C = np.c_[xf[rows[:, None] - lags], np.ones(len(rows))], x[rows], []
    for N in stops:                                           # compiled: one running Gram, a p x p solve at every stop
        a, b = A[rows < N], z[rows < N]
        G = a.T @ a
        ridge = 1e-4 * np.trace(G) / p
        C.append(np.linalg.solve(G + (ridge + 1e-12) * np.eye(p), a.T @ b))
    C = np.array(C)
    lo, hi = np.nanmin(x[t1:]), np.nanmax(x[t1:])
    buf = np.c_[np.array([xf[N - m:N] for N in stops]), np.zeros((len(stops), H))]
    for j in range(m, m + H):                                 # an unstable polynomial stays within one range of what was seen
        buf[:, j] = np.clip((buf[:, j - lags] * C[:, :-1]).sum(1) + C[:, -1], 2 * lo - hi, 2 * hi - lo)
    return buf[:, m:]


def seasonal_ar(v, t1, fit_rows, fit, s2, lags, reset, stops, H):
    """autoregression of the cleaned series from every stop, 1..H rows ahead, in scaled units"""
    trace = []
    run_filter(v[t1:fit_rows] - fit[t1:fit_rows], t1, np.zeros((1, 4)), P["clip_ar"] * np.sqrt(s2), 1, 1, (), reset, trace)
    e, level = np.full(fit_rows, np.nan), np.zeros(fit_rows)
    e[t1:], level[t1:] = np.array(trace).T
    out = autoreg(fit[:fit_rows] + e, fit[:fit_rows], t1, lags, stops, H)
    return None if out is None else np.array([o + level[N - 1] for o, N in zip(out, stops)])


def spikes(v):
    """v with the rows far outside its bulk, in runs of one or two, made missing"""
    ok = np.nonzero(~np.isnan(v))[0]
    if len(ok) < 12:
        return v
    a, b = np.quantile(v[ok], (.05, .95), method="nearest")
    out = (v[ok] < a - P["fence"] * (b - a)) | (v[ok] > b + P["fence"] * (b - a))
    if b <= a or not out.any() or out.sum() > max(2, 0.01 * len(ok)):
        return v
    v, i = v.copy(), 0
    while i < len(ok):
        j = i
        while j < len(ok) and out[j]:
            j += 1
        if i < j <= i + 2:
            v[ok[i:j]] = np.nan
        i = max(j, i + 1)
    return v


def walk(y, obs, m1, steps):
    """mean |error| of a naive walk by horizon: the interval of a series too short to be back-tested"""
    w = np.abs(np.diff(obs)).mean() * np.sqrt(steps)
    if m1 > 1 and len(y) >= 2 * m1:
        d = np.abs(y[m1:] - y[:-m1])
        if (~np.isnan(d)).sum() >= 4:
            w = np.minimum(w, np.nanmean(d) * np.sqrt(np.ceil(steps / m1)))
    return w


def ahead(state, N, k, trend, seas, m1, m2):
    """z[g, damp, len(k)]: forecasts for rows N-1+k of every filter set and every damping of the core's slope"""
    l, b, e, rho, s1, s2 = state
    corr = l[:, None] + b[:, None] * (0.9 * (1 - 0.9 ** k) / 0.1) + e[:, None] * rho[:, None] ** k
    corr = corr + s1[(N - 1 + k) % m1].T + s2[(N - 1 + k) % m2].T + seas[N - 1 + k]
    return corr[:, None, :] + (trend[N - 1] + (trend[N] - trend[N - 1]) * DAMP[:, None] * k)


def profile(A, k, cnt, h):
    """mean |error| by horizon as a + b sqrt(k), a, b >= 0, least squares weighted by counts"""
    x, W = np.sqrt(k), cnt
    a, b = 0.0, A[0] / x[0]
    if len(k) > 1:
        M = np.c_[np.ones(len(k)), x]
        a, b = np.linalg.solve((M * W[:, None]).T @ M + 1e-9 * np.eye(2), (M * W[:, None]).T @ A)
        if b < 0:
            a, b = (W @ A) / W.sum(), 0.0
        elif a < 0:
            a, b = 0.0, (W @ (A * x)) / (W @ (x * x))
    return a + b * np.sqrt(np.arange(1, h + 1))


def lean(A, r, sc):
    """power of the level r that the errors A follow: 0, 1/2, 1 weighted by the mean error that each leaves, taken to the mean level"""
    ok, powers = ~np.isnan(A), np.array([0, 0.5, 1])
    a, v = A[ok], np.log(r[ok])
    S = np.maximum([(a * np.exp(p * (v.mean() - v))).mean() for p in powers], 1e-9 * sc)
    W = (S.min() / S) ** P["lean"]
    return (W * powers).sum() / W.sum()


def forecast(f, y, t0, h):
    """-> yhat, half width of the 80% interval, for steps 1..h"""
    n, steps = len(y), np.arange(1, h + 1)
    y = spikes(y)
    obs = y[~np.isnan(y)]
    lo, hi = obs.min(), obs.max()
    med = np.median(obs); sc = np.abs(obs - med).mean()
    if sc <= 1e-12 * np.abs(obs).max():                      # constant (all-zero too), or one row
        return np.full(h, obs[-1]), np.full(h, 0.0)
    hb = min(h, max(1, n // 4))
    step, K = (max(1, round(hb * 0.5)), 16) if f in SUB else (max(1, round(hb * 0.125)), 32)
    m1, m2 = periods(f)
    t1 = n - min(n, max(TAIL[f], 2 * h + (336 if f in SUB else 2 * m1)))
    warm = min(336, n // 2) if f in SUB else (2 * m1 if t1 > 0 else 0)
    least = max(4, n // 3, t1 + warm)
    origins = [N for N in (n - hb - step * i for i in range(K)) if N >= least]
    X, prec, q = design(f, n, h, t0)
    hl = P["half_life"] * YEAR[f] if f in ("D",) + SUB and P["half_life"] else None
    F = bank(f, n)
    npt = min(hb, 24 if f in SUB else 12)
    k = np.unique(np.round((np.geomspace if f in SUB else np.linspace)(1, hb, npt)).astype(int))
    scales = [(0, med, sc)]
    if lo > 0:
        ly = spikes(np.log(obs)); ly = ly[~np.isnan(ly)]; lm = np.median(ly)
        scales.append((1, lm, max(np.abs(ly - lm).mean(), 1e-9)))
    clamp = lambda v: np.clip(v, lo - (hi - lo), hi + (hi - lo))
    Z, E, AZ, AE = [], [], [], []                             # final z per scale; held-back z per scale; the same of the autoregression
    for lg, m, s in scales:
        v = (spikes(np.log(y)) if lg else y)
        v = (v - m) / s
        for N, fit_rows, stops in ((n, n, [n]),) + (((None, origins[-1], origins[::-1]),) if origins else ()):
            beta, s2 = core(X[:fit_rows], prec, v[:fit_rows], hl)
            trend, seas = X[:, :q] @ beta[:q], X[:, q:] @ beta[q:]
            last = stops[-1]                                  # the held-back pass runs on to the newest origin
            st = run_filter(v[t1:last] - (trend + seas)[t1:last], t1, F, P["clip"] * np.sqrt(s2), m1, m2, stops, RESET[f])
            a = seasonal_ar(v, t1, last, trend + seas, s2, LAGS[f], RESET[f], stops, h if N == n else hb) if f in LAGS and origins else None
            if N == n:
                Z.append(ahead(st[n], n, steps, trend, seas, m1, m2) * s + m)
                AZ.append(None if a is None else a[0] * s + m)
            else:
                E.append(np.array([ahead(st[o], o, k, trend, seas, m1, m2) for o in origins]) * s + m)
                AE.append(None if a is None else a[::-1, k - 1] * s + m)
    top = np.log(hi) + 5 if lo > 0 else np.inf
    unlog = lambda z, lg: np.exp(np.minimum(z, top)) if lg else z
    if origins:
        act = np.array([y[o - 1 + k] for o in origins])                       # origins x points
        err = [np.abs(clamp(unlog(b, sc_[0])) - act[:, None, None, :]) for b, sc_ in zip(E, scales)]   # origins x filters x dampings x points
        W = weigh(err, err[0], P["power"], sc)
    flat = np.outer(F[:, 1] == 0, DAMP == 0) / (F[:, 1] == 0).sum() / len(Z)
    spans = n / (P["horizons"] * h)                           # length of history
    trust = weight_trust(origins, len(k), hb, spans) if origins else 0.0     # below 1: towards equal weights of the flat, trendless sets
    W = [trust * w + (1 - trust) * flat for w in W] if origins else [flat for z in Z]

    def mix(zs):                                              # arithmetic inside y, geometric inside log y
        out = 0.0
        for w, z, (lg, _, _) in zip(W, zs, scales):
            zz = np.einsum("gd,...gdk->...k", w, z)
            out = out + (w.sum() * unlog(zz / max(w.sum(), 1e-300), lg) if lg else zz)
        return clamp(out)

    yhat = mix(Z)
    cnt = np.array([0])
    if origins:
        back = [mix(E)]
        if AE[0] is not None and AZ[0] is not None:    # filter mix, autoregression of y, autoregression of log y
            back, final = ([x] + [clamp(unlog(a, sc_[0])) for a, sc_ in zip(z, scales)] for x, z in ((back[0], AE), (yhat, AZ)))
            err = [np.abs(b - act)[:, None, None, :] for b in back]
            V = [w[0, 0] for w in weigh(err, None, P["group"], sc)]
            yhat = sum(w * z for w, z in zip(V, final)); back = [sum(w * b for w, b in zip(V, back))]
        A = np.abs(back[0] - act); A = np.minimum(A, P["wins"] * np.nanmedian(A) or np.inf); cnt = (~np.isnan(A)).sum(0); use = cnt > 0
    trust = min(1.0, cnt.sum() / P["full"], spans)
    half = P["c_walk"] * (1 - trust) * walk(y, obs, m1, steps) if trust < 1 else 0.0
    if trust > 0:
        grow = 1.0
        if lo > 0:                                            # width by level
            ref = max(np.median(back[0][~np.isnan(A)]), lo)
            level = lambda x: np.clip(x / ref, 0.1, 10)
            p = lean(A, level(back[0]), sc)
            A, grow = A / level(back[0]) ** p, level(yhat) ** p
        half = half + P["c_int"] * trust * grow * profile(np.nanmean(A[:, use], axis=0), k[use].astype(float), cnt[use].astype(float), h)
    return (np.maximum(yhat, 0) if lo >= 0 else yhat), half


def weight_trust(origins, points, hb, spans):
    """how far the errors at so many points of each origin choose candidates: few values, or values of one short stretch, do less"""
    apart = (1 + (origins[0] - origins[-1]) / hb) / P["windows"]             # windows held back, were they apart
    return min(1.0, len(origins) * points / P["full"], max(apart, spans))


def weigh(err, first, power, sc):
    """(best / own held-back error) ^ power, normalised over all; err: list of origins x a x b x points,
    each capped at 6 medians of `first` or of itself"""
    cap = [P["wins"] * np.nanmedian(e if first is None else first) or np.inf for e in err]   # one wild row must not choose the model
    err = [np.nanmean(np.nanmean(np.minimum(e, c), axis=3), axis=0) for e, c in zip(err, cap)]
    best = max(min(e.min() for e in err), 1e-9 * sc)
    W = [(best / np.maximum(e, best)) ** power for e in err]
    return [w / sum(x.sum() for x in W) for w in W]
