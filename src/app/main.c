#include "base/base.h"

#include "app/app.h"
#include "app/commit.h"

int main(int argc, char **argv)
{
    return app_main(argc, argv, GOSNAG_COMMIT);
}
