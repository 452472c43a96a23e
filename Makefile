# What people type; Meson, Ninja and scripts/ do the work. `make help` lists it.
.DEFAULT_GOAL := help
MAKEFLAGS     += --no-print-directory
export PATH   := $(CURDIR)/.tools/bin:$(PATH)
PORT          ?= 8080
export PORT

.PHONY: help run test-ui check-ui bench-ui screens build web test test-unit test-sdk check lint layers tidy coverage fuzz slow gen golden screenshot dev \
	bench crash admin migrate docker-up

help: ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: ## install what is missing, build, serve on http://localhost:8080 (PORT=) with SQLite in ./data
	@scripts/setup run
	@scripts/build-all
	@exec ./gosnag

build: ## the program with its page, optimised and hardened, at ./gosnag
	@scripts/build-all

web: ## the page alone, into web/dist
	@scripts/web

ifdef T
test: ## everything a change can break; T=name runs the unit tests of that name
	@scripts/test-unit dev $(T)
else
test:
	@scripts/setup test
	@scripts/test
endif

test-unit: ## unit tests alone
	@scripts/test-unit dev

test-sdk: ## every SDK and older major whose toolchain is here, fetched first (SDK=name: that alone)
	@scripts/setup check
	@scripts/build dev gosnag
	@tests/sdk/run $(or $(SDK),--all --recover)

test-%:
	@scripts/test $*

test-ui: ## the browser drives the real program: flows, axe, bytes; two browsers at a time
	@scripts/setup test
	@scripts/test ui budget

check-ui: ## every screen by role, theme, width, failure and click; photographs (PART="layout axe sheets failures clicks")
	@scripts/setup test
	@scripts/check-ui $(PART)

bench-ui: ## times, frames and heap of the page into bench/ui.json (ARGS="--minutes 10 --issues 10000")
	@scripts/setup test
	@scripts/build-all
	@cd web && GOSNAG=$(CURDIR)/gosnag npm run --silent bench -- $(ARGS)

screens: ## the contact sheets of the last make check-ui into docs/screens
	@mkdir -p docs/screens && cp web/test-results/screens/*.webp docs/screens/

check: ## all gates: both compilers, static analysis, sanitizers, fuzzers, drift
	@scripts/setup check
	@scripts/check

lint: ## the quick gates: rules of the tree, headers, gates' own tests
	@scripts/check rules headers gates

layers: ## the rules of the tree alone, in a second
	@tools/rules.py

tidy: ## clang-tidy
	@scripts/tidy

coverage: ## lines and branches that the tests take, by room
	@scripts/setup test
	@scripts/coverage

slow: ## slow, rude and idle clients beside a normal one
	@scripts/setup test
	@scripts/build dev gosnag
	@tests/load/slow.py

fuzz: ## each fuzzer for 60 s (S=seconds)
	@scripts/fuzz $(or $(S),60)

screenshot: ## take docs/screenshot.png from the last browser test
	@cp web/test-results/issue.png docs/screenshot.png

golden: ## write tests/golden/ingest/*.want anew; read the diff
	@GOSNAG_GOLDEN=1 scripts/test-unit dev golden_payloads

gen: ## write what is generated: docs/openapi.json, docs/config.md, .env.example, the page's types
	@scripts/setup run
	@scripts/gen

dev: ## server, started again on change, and Vite on http://localhost:5173
	@scripts/setup run
	@scripts/dev

bench: ## CPU, memory, disk and speed into bench/results.json (ARGS="--pg --long --only small,python")
	@scripts/setup test
	@scripts/build-all
	@scripts/bench $(ARGS)

crash: ## kills under load, then looks for every acknowledged event (ARGS="--pg --kills 100 --processes 3")
	@scripts/setup test
	@scripts/build-all
	@scripts/crash $(ARGS)

admin: ## make or revive an administrator: make admin EMAIL=you@example.com
	@test -n "$(EMAIL)" || { echo "usage: make admin EMAIL=you@example.com" >&2; exit 2; }
	@test -x gosnag || $(MAKE) build
	@./gosnag admin "$(EMAIL)"

migrate: ## bring the store to this program's schema, without serving
	@test -x gosnag || $(MAKE) build
	@./gosnag migrate

docker-up: ## build the image and serve from it (COMPOSE_PROFILES=postgres for PostgreSQL)
	@docker compose up --build -d
	@docker compose logs --no-log-prefix gosnag | tail -n 20
