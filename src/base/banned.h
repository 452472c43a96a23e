/* banned.h - functions that have hurt people for decades do not compile here.
 * Use struct str (base/str.h), struct buf (base/buf.h) and the number parsers. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok strtok_r
#pragma GCC poison atoi atol atoll atof gets scanf sscanf fscanf gmtime localtime ctime asctime
#pragma GCC poison tmpnam mktemp

#endif
