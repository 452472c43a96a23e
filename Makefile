# What people type; Meson, Ninja and scripts/ do the work. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help dev-build build lint layers test test-unit
MAKEFLAGS += --no-print-directory

help: ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

build: ## the program, optimised and hardened, at ./gosnag
	@scripts/build release
	@cp build/release/gosnag gosnag && strip gosnag

ifdef T
test: ## everything a change can break; T=name runs the unit tests of that name
	@scripts/test-unit dev $(T)
else
test:
	@scripts/test-unit dev
endif

test-unit: ## unit tests alone
	@scripts/test-unit dev
