#include "base/base.h"

#include "app/app.h"
#include "app/commit.h"
#include "port/restart.h"

int main(int argc, char **argv)
{
    restart_init(argv);
    return app_main(argc, argv, GOSNAG_COMMIT);
}
